package io.mce.channel;

import io.mce.kernel.OrganizationId;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderEventHandler;
import io.mce.provider.Providers;
import io.mce.spi.ProviderEvent;
import io.mce.spi.Receipt;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes receipts: finds the attempt by the carrier's id or by ours where the carrier echoes it, and
 * moves its dispatch on. A receipt that is faster than the answer to its send is put aside until
 * the answer tells the carrier's id.
 */
final class ReceiptHandler implements ProviderEventHandler {

  private final Providers providers;
  private final AttemptStore attempts;
  private final DispatchStore dispatches;
  private final PendingReceiptStore pendingReceipts;
  private final LaneStore lanes;
  private final DispatchProgress progress;
  private final ResultRecorder recorder;
  private final Reconciler reconciler;

  @Inject
  ReceiptHandler(
      Providers providers,
      AttemptStore attempts,
      DispatchStore dispatches,
      PendingReceiptStore pendingReceipts,
      LaneStore lanes,
      DispatchProgress progress,
      ResultRecorder recorder,
      Reconciler reconciler) {
    this.providers = providers;
    this.attempts = attempts;
    this.dispatches = dispatches;
    this.pendingReceipts = pendingReceipts;
    this.lanes = lanes;
    this.progress = progress;
    this.recorder = recorder;
    this.reconciler = reconciler;
  }

  @Override
  public boolean handles(ProviderEvent event) {
    return event instanceof Receipt;
  }

  @Override
  public void handle(OrganizationId organizationId, AccountId accountId, ProviderEvent event) {
    Receipt receipt = (Receipt) event;
    providers.heard(accountId);
    Optional<AttemptStore.Attempt> attempt =
        attempts.findByRemoteId(organizationId, accountId, receipt.remoteId());
    if (attempt.isEmpty()) {
      // An answer that is being stored right now becomes visible when its lane's lock is ours.
      lanes.lock(organizationId, accountId);
      attempt =
          attempts
              .findByRemoteId(organizationId, accountId, receipt.remoteId())
              .or(() -> byEcho(organizationId, accountId, receipt));
    }
    if (attempt.isEmpty()) {
      putAside(organizationId, accountId, receipt);
      return;
    }
    apply(organizationId, attempt.get(), receipt);
  }

  private Optional<AttemptStore.Attempt> byEcho(
      OrganizationId organizationId, AccountId accountId, Receipt receipt) {
    return receipt
        .messageId()
        .flatMap(ReceiptHandler::dispatchId)
        .flatMap(id -> attempts.findNewest(organizationId, id, accountId));
  }

  private static Optional<DispatchId> dispatchId(String messageId) {
    try {
      return Optional.of(new DispatchId(UUID.fromString(messageId)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // Not one of ours: the carrier echoes what others sent as well.
    }
  }

  private void apply(OrganizationId organizationId, AttemptStore.Attempt attempt, Receipt receipt) {
    if (attempt.remoteId().isEmpty() || receipt.cost().isPresent()) {
      attempts.learn(organizationId, attempt, receipt.remoteId(), receipt.cost());
    }
    dispatches
        .find(organizationId, attempt.dispatchId())
        .ifPresent(dispatch -> {
          progress.report(
              dispatch,
              attempt.number(),
              ResultRecorder.stateOf(receipt.status()),
              receipt.error());
          if (attempt.remoteId().isEmpty()) {
            recorder.applyEarlyReceipts(
                dispatch, attempt.account(), attempt.number(), receipt.remoteId());
          }
        });
  }

  private void putAside(OrganizationId organizationId, AccountId accountId, Receipt receipt) {
    pendingReceipts.insert(
        organizationId,
        accountId,
        new PendingReceipt(receipt.remoteId(), receipt.status(), receipt.error(), receipt.at()));
    reconciler.forgetLater(organizationId, accountId);
  }
}
