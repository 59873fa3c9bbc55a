package io.mce.channel;

import io.mce.job.DueWork;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.provider.AccountId;
import io.mce.spi.Internal;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Gates in front of the outbox, named by a campaign or a lead. A message passes when the gates of
 * its campaign and of its lead are open, which the claim looks at: what is committed here holds for
 * every message that no worker has yet. Thread-safe; each command joins the open transaction.
 */
@Internal
public final class SendGate {

  /** Kind of due work: one key for each gate that has more to cancel or put back than one go. */
  static final String KIND = "send-gate";

  /** How many dispatches one transaction cancels or puts back. */
  static final int BATCH = 500;

  private final Database database;
  private final GateStore gates;
  private final DispatchProgress progress;
  private final DueWork dueWork;
  private final Clock clock;

  @Inject
  SendGate(
      Database database, GateStore gates, DispatchProgress progress, DueWork dueWork, Clock clock) {
    this.database = database;
    this.gates = gates;
    this.progress = progress;
    this.dueWork = dueWork;
    this.clock = clock;
  }

  /**
   * Closes a gate: what it stops waits until it is released. Repeating it replaces effect and
   * reason.
   *
   * @param gate id of the campaign or lead
   * @param reason a code for people to see, such as {@code CAMPAIGN_PAUSED}
   */
  public void hold(OrganizationId organizationId, UUID gate, GateEffect effect, String reason) {
    close(organizationId, gate, effect, false, reason);
  }

  /**
   * Closes a gate: what it stops is cancelled, now and when more comes, until it is released.
   *
   * @param reason the reason the cancelled dispatches get, such as {@code REPLIED}
   */
  public void stop(OrganizationId organizationId, UUID gate, GateEffect effect, String reason) {
    close(organizationId, gate, effect, true, reason);
  }

  private void close(
      OrganizationId organizationId, UUID gate, GateEffect effect, boolean cancels, String reason) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          gates.close(organizationId, gate, effect.stopped(), cancels, reason, clock.instant());
          settleAll(organizationId, gate);
        });
  }

  /** Opens a gate. What it held is sent; what it cancelled stays cancelled. */
  public void release(OrganizationId organizationId, UUID gate) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          gates.remove(organizationId, gate);
          settleAll(organizationId, gate);
        });
  }

  /** Does a first part at once, and leaves the rest of a large one to a worker. */
  private void settleAll(OrganizationId organizationId, UUID gate) {
    if (settle(organizationId, gate)) {
      dueWork.schedule(organizationId, KIND, gate.toString(), clock.instant());
    }
  }

  /**
   * Makes some queued dispatches follow what the gate is now.
   *
   * @return whether there may be more
   */
  boolean settle(OrganizationId organizationId, UUID gate) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          Optional<GateStore.Closed> cancelling = gates.cancelling(organizationId, gate);
          int cancelled =
              cancelling.isEmpty()
                  ? 0
                  : cancelled(
                      organizationId,
                      gate,
                      cancelling.get().purposes(),
                      cancelling.get().reason(),
                      BATCH);
          List<AccountId> freed = gates.unhold(organizationId, gate, BATCH);
          Instant now = clock.instant();
          freed.stream()
              .distinct()
              .forEach(account ->
                  dueWork.schedule(organizationId, OutboxWorker.KIND, account.toString(), now));
          return cancelled == BATCH || freed.size() == BATCH;
        });
  }

  /**
   * Cancels what is queued for a campaign or lead, once, in one transaction. For a campaign with
   * many people {@link #stop} is better.
   *
   * @return how many dispatches were cancelled
   */
  public int cancel(
      OrganizationId organizationId, UUID gate, Set<Purpose> purposes, String reason) {
    return database.inOrganization(
        organizationId,
        transaction -> cancelled(organizationId, gate, purposes, reason, Integer.MAX_VALUE));
  }

  private int cancelled(
      OrganizationId organizationId, UUID gate, Set<Purpose> purposes, String reason, int limit) {
    List<StoredDispatch> cancelled =
        gates.cancelQueued(organizationId, gate, purposes, reason, clock.instant(), limit);
    cancelled.forEach(progress::cancelled);
    return cancelled.size();
  }
}
