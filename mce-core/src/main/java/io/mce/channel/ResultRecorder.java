package io.mce.channel;

import io.mce.job.DueWork;
import io.mce.kernel.OrganizationId;
import io.mce.provider.AccountId;
import io.mce.spi.ErrorKind;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.Remedy;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records what carriers answered, and does what the kind of an error asks for. Called inside a
 * transaction that holds the lock of the lane.
 */
final class ResultRecorder {

  /** The first time a carrier is asked about an answer that was lost. */
  static final Duration FIRST_QUESTION = Duration.ofSeconds(5);

  private final ResultStore results;
  private final AttemptStore attempts;
  private final DispatchStore dispatches;
  private final PendingReceiptStore pendingReceipts;
  private final DispatchProgress progress;
  private final DispatchContent content;
  private final Router router;
  private final ConversationRoutes conversations;
  private final DueWork dueWork;

  @Inject
  ResultRecorder(
      ResultStore results,
      AttemptStore attempts,
      DispatchStore dispatches,
      PendingReceiptStore pendingReceipts,
      DispatchProgress progress,
      DispatchContent content,
      Router router,
      ConversationRoutes conversations,
      DueWork dueWork) {
    this.results = results;
    this.attempts = attempts;
    this.dispatches = dispatches;
    this.pendingReceipts = pendingReceipts;
    this.progress = progress;
    this.content = content;
    this.router = router;
    this.conversations = conversations;
    this.dueWork = dueWork;
  }

  /**
   * Records ended attempts of one account.
   *
   * @param lane how the lane did before
   * @return how the lane does now
   */
  LaneState record(
      OrganizationId organizationId,
      AccountId accountId,
      LaneState lane,
      List<Finished> finished,
      Instant now) {
    Turn turn = new Turn(new LaneVerdict(lane, now), now);
    attempts.finish(organizationId, finished, now);
    Map<String, Finished> taken = new HashMap<>();
    List<StoredDispatch> accepted = new ArrayList<>();
    for (Finished each : finished) {
      switch (each.outcome()) {
        case Outcome.Taken done -> {
          taken.put(done.remoteId(), each);
          accepted.add(each.dispatch());
          turn.verdict.succeeded();
        }
        case Outcome.Failed failed -> {
          turn.verdict.failed(failed);
          handle(each.dispatch(), failed, turn);
        }
      }
    }
    boolean[] moved = results.accept(organizationId, accepted, now);
    for (int i = 0; i < moved.length; i++) {
      if (moved[i]) {
        progress.tell(accepted.get(i), DispatchState.ACCEPTED);
      }
    }
    applyEarlyReceipts(organizationId, accountId, taken);
    return turn.verdict.state();
  }

  /** What is gathered while the answers of one turn are recorded. */
  private final class Turn {

    final LaneVerdict verdict;
    final Instant now;
    private @Nullable Ways ways;

    Turn(LaneVerdict verdict, Instant now) {
      this.verdict = verdict;
      this.now = now;
    }

    /** The ways, looked up once for all that failed. */
    Ways ways(OrganizationId organizationId) {
      Ways known = ways;
      if (known == null) {
        known = router.ways(organizationId);
        ways = known;
      }
      return known;
    }
  }

  /** Applies what came before the answer that tells which message it is about. */
  private void applyEarlyReceipts(
      OrganizationId organizationId, AccountId accountId, Map<String, Finished> taken) {
    for (PendingReceipt receipt : pendingReceipts.take(organizationId, accountId, taken.keySet())) {
      Finished about = taken.get(receipt.remoteId());
      if (about != null) {
        apply(about.dispatch().id(), about.dispatch().attempts(), organizationId, receipt);
      }
    }
  }

  /** Applies receipts that were put aside for a remote id that became known. */
  void applyEarlyReceipts(
      StoredDispatch dispatch, AccountId accountId, int attempt, String remoteId) {
    for (PendingReceipt receipt :
        pendingReceipts.take(dispatch.organizationId(), accountId, List.of(remoteId))) {
      apply(dispatch.id(), attempt, dispatch.organizationId(), receipt);
    }
  }

  private void apply(
      DispatchId id, int attempt, OrganizationId organizationId, PendingReceipt receipt) {
    dispatches
        .find(organizationId, id)
        .ifPresent(present ->
            progress.report(present, attempt, stateOf(receipt.status()), receipt.error()));
  }

  /** The state that a receipt proves. */
  static DispatchState stateOf(ReceiptStatus status) {
    return switch (status) {
      case SENT -> DispatchState.SENT;
      case DELIVERED -> DispatchState.DELIVERED;
      case READ -> DispatchState.READ;
      case FAILED -> DispatchState.FAILED;
    };
  }

  private void handle(StoredDispatch dispatch, Outcome.Failed failed, Turn turn) {
    Remedy remedy = failed.kind().remedy();
    if (dispatch.repeatUntil().isPresent() && remedy != Remedy.RETRY) {
      // This attempt failed, but an earlier one may have arrived: another account, or giving up,
      // would take the one for the other.
      remedy = Remedy.RECONCILE;
    }
    switch (remedy) {
      case RETRY -> retry(dispatch, failed, turn.verdict, turn.now);
      case RECONCILE -> doubt(dispatch, failed, turn.now);
      case FAIL_OVER -> failOver(dispatch, failed, turn);
      case GIVE_UP -> giveUp(dispatch, failed, turn.now);
    }
  }

  private void retry(
      StoredDispatch dispatch, Outcome.Failed failed, LaneVerdict verdict, Instant now) {
    boolean rateLimited = failed.kind() == ErrorKind.RATE_LIMITED;
    int failures = dispatch.failures() + (rateLimited ? 0 : 1);
    boolean ownFault = !rateLimited && !failed.concernsAccount();
    if (RetryPolicy.isOutOfPatience(dispatch, now)
        || (ownFault && failures >= RetryPolicy.MAX_FAILURES)) {
      if (dispatch.repeatUntil().isPresent()) {
        doubt(dispatch, failed, now);
      } else {
        giveUp(dispatch, failed, now);
      }
      return;
    }
    Instant nextAt =
        rateLimited
            ? now.plus(failed.retryAfter().orElse(RetryPolicy.RATE_LIMIT_PAUSE))
            : now.plus(RetryPolicy.pause(failures));
    requeue(dispatch, ResultStore.Route.of(dispatch), failures, failed, nextAt, now);
    verdict.waits(failed, nextAt);
  }

  private void doubt(StoredDispatch dispatch, Outcome.Failed failed, Instant now) {
    Instant askAt = now.plus(FIRST_QUESTION);
    Instant unknownUntil = now.plus(RetryPolicy.UNKNOWN_BLOCKS);
    if (results.doubt(dispatch.organizationId(), dispatch, failed, askAt, unknownUntil, now)) {
      progress.tell(dispatch, DispatchState.UNKNOWN);
      dueWork.schedule(
          dispatch.organizationId(), Reconciler.KIND, dispatch.account().toString(), askAt);
    }
  }

  private void failOver(StoredDispatch dispatch, Outcome.Failed failed, Turn turn) {
    Instant now = turn.now;
    OrganizationId organizationId = dispatch.organizationId();
    Optional<ResultStore.Route> next =
        turn.ways(organizationId).next(dispatch, content.open(dispatch));
    if (next.isPresent()) {
      conversations.goBy(organizationId, List.of(dispatch.conversationId()), next.get().account());
      requeue(dispatch, next.get(), 0, failed, now, now);
    } else if (failed.concernsAccount() && !RetryPolicy.isOutOfPatience(dispatch, now)) {
      // The person is fine, the account is not: the message waits until someone repairs it.
      int failures = dispatch.failures() + 1;
      Instant nextAt = now.plus(RetryPolicy.pause(failures));
      requeue(dispatch, ResultStore.Route.of(dispatch), failures, failed, nextAt, now);
      turn.verdict.waits(failed, nextAt);
    } else {
      giveUp(dispatch, failed, now);
    }
  }

  private void giveUp(StoredDispatch dispatch, Outcome.Failed failed, Instant now) {
    if (results.fail(dispatch.organizationId(), dispatch, failed, now)) {
      progress.failed(dispatch, failed.kind());
    }
  }

  private void requeue(
      StoredDispatch dispatch,
      ResultStore.Route route,
      int failures,
      Outcome.Failed failed,
      Instant nextAt,
      Instant now) {
    if (results.requeue(
        dispatch.organizationId(), dispatch, route, failures, failed, nextAt, now)) {
      dueWork.schedule(
          dispatch.organizationId(), OutboxWorker.KIND, route.account().toString(), nextAt);
    }
  }
}
