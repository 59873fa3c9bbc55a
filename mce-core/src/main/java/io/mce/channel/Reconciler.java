package io.mce.channel;

import io.mce.job.DueWork;
import io.mce.job.Worker;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.provider.AccountId;
import io.mce.provider.Providers;
import io.mce.spi.ChannelCapability;
import io.mce.spi.ChannelProfile;
import io.mce.spi.DeliveryLookup;
import io.mce.spi.ErrorKind;
import io.mce.spi.LookupRequest;
import io.mce.spi.LookupResult;
import io.mce.spi.ProviderErrorDetail;
import io.mce.spi.ProviderException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles doubts. Where a carrier can be asked what became of a message, it is; where it recognizes
 * a repetition, the message is sent again; both only after the first send has surely ended.
 * Otherwise the dispatch stays UNKNOWN, for people to see, until a receipt tells. Nothing is ever
 * sent again on a guess.
 */
final class Reconciler implements Worker {

  /** Kind of due work: one key for each account with doubts or with receipts put aside. */
  static final String KIND = "reconcile";

  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final int BATCH = 16;
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** A carrier that could not tell for so long will not; the doubt stays for people to see. */
  private static final Duration ASKED_FOR = Duration.ofDays(7);

  /** That our own worker died says nothing about the carrier. */
  private static final Optional<String> WORKER_LOST = Optional.of("LOST");

  /** Carriers recognize repetitions for at least 24 hours; this leaves a margin. */
  private static final Duration RECOGNIZED_FOR = Duration.ofHours(23);

  /** No answer to a send takes this long; a receipt that none asked for is of another system. */
  private static final Duration PUT_ASIDE_FOR = Duration.ofDays(7);

  private final Database database;
  private final Providers providers;
  private final DispatchStore dispatches;
  private final AttemptStore attempts;
  private final PendingReceiptStore pendingReceipts;
  private final LaneStore lanes;
  private final DispatchProgress progress;
  private final DispatchContent content;
  private final ResultRecorder recorder;
  private final DueWork dueWork;
  private final Clock clock;

  @Inject
  Reconciler(
      Database database,
      Providers providers,
      DispatchStore dispatches,
      AttemptStore attempts,
      PendingReceiptStore pendingReceipts,
      LaneStore lanes,
      DispatchProgress progress,
      DispatchContent content,
      ResultRecorder recorder,
      DueWork dueWork,
      Clock clock) {
    this.database = database;
    this.providers = providers;
    this.dispatches = dispatches;
    this.attempts = attempts;
    this.pendingReceipts = pendingReceipts;
    this.lanes = lanes;
    this.progress = progress;
    this.content = content;
    this.recorder = recorder;
    this.dueWork = dueWork;
    this.clock = clock;
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public boolean runOnce() {
    Optional<DueWork.Lease> lease = dueWork.claim(KIND, LEASE);
    lease.ifPresent(this::work);
    return lease.isPresent();
  }

  /** Sees to it that receipts that were put aside are forgotten one day. */
  void forgetLater(OrganizationId organizationId, AccountId accountId) {
    dueWork.schedule(
        organizationId, KIND, accountId.toString(), clock.instant().plus(PUT_ASIDE_FOR));
  }

  private void work(DueWork.Lease lease) {
    OrganizationId organizationId = lease.organizationId();
    AccountId accountId = AccountId.of(lease.key());
    List<StoredDispatch> doubts =
        dispatches.toReconcile(organizationId, accountId.value(), clock.instant(), BATCH);
    if (!doubts.isEmpty()) {
      settle(lease, accountId, doubts);
    }
    pendingReceipts.removeBefore(organizationId, accountId, clock.instant().minus(PUT_ASIDE_FOR));
    dueWork.complete(lease, next(organizationId, accountId));
  }

  private Optional<Instant> next(OrganizationId organizationId, AccountId accountId) {
    return Stream.of(
            dispatches.nextReconcile(organizationId, accountId.value()),
            pendingReceipts
                .oldest(organizationId, accountId)
                .map(oldest -> oldest.plus(PUT_ASIDE_FOR).plusMillis(1)))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  private void settle(DueWork.Lease lease, AccountId accountId, List<StoredDispatch> doubts) {
    OrganizationId organizationId = lease.organizationId();
    ChannelProfile profile;
    Optional<DeliveryLookup> lookup;
    try {
      profile = providers.profile(organizationId, accountId);
      lookup = providers.lookup(organizationId, accountId);
    } catch (ProviderException | MceException e) {
      log.debug("account {} cannot be asked now: {}", accountId, e.getMessage());
      doubts.forEach(this::askLater);
      return;
    }
    for (StoredDispatch doubt : doubts) {
      if (!dueWork.renew(lease, LEASE)) {
        return;
      }
      // What a carrier says while the send may still be under way is not its last word, however
      // late its answer comes.
      boolean sendIsOver = !clock.instant().isBefore(doubt.stateAt().plus(profile.sendTimeout()));
      LookupResult answer =
          lookup.isPresent()
              ? ask(lookup.get(), doubt)
              : LookupResult.unknown("this carrier cannot be asked");
      database.runInOrganization(
          organizationId,
          transaction -> settle(doubt, answer, sendIsOver, profile, lookup.isPresent()));
    }
  }

  private LookupResult ask(DeliveryLookup lookup, StoredDispatch doubt) {
    try {
      LookupRequest request =
          new LookupRequest(
              doubt.id().toString(),
              attemptOf(doubt).flatMap(AttemptStore.Attempt::remoteId),
              content.open(doubt).to(),
              attemptOf(doubt).map(AttemptStore.Attempt::startedAt).orElse(doubt.createdAt()));
      LookupResult answer = lookup.lookup(request);
      return answer == null ? LookupResult.unknown("the plugin answered nothing") : answer;
    } catch (RuntimeException e) {
      log.debug("dispatch {} could not be asked about: {}", doubt.id(), e.getClass().getName());
      return LookupResult.unknown("the carrier could not be asked");
    }
  }

  private void settle(
      StoredDispatch doubt,
      LookupResult answer,
      boolean sendIsOver,
      ChannelProfile profile,
      boolean canBeAsked) {
    switch (answer) {
      case LookupResult.Found found -> found(doubt, found);
      case LookupResult.NotFound ignored -> {
        if (sendIsOver) {
          notSent(doubt);
        } else {
          dispatches.askAgain(
              doubt.organizationId(), doubt.id(), doubt.stateAt().plus(profile.sendTimeout()));
        }
      }
      case LookupResult.Unknown ignored -> {
        if (!profile.can(ChannelCapability.IDEMPOTENT_SEND) || !isRecognized(doubt)) {
          if (canBeAsked) {
            askLater(doubt);
          } else {
            dispatches.askAgain(doubt.organizationId(), doubt.id(), DispatchStore.NEVER);
          }
        } else if (sendIsOver) {
          queue(doubt, Optional.of(recognizedUntil(doubt)));
        } else {
          dispatches.askAgain(
              doubt.organizationId(), doubt.id(), doubt.stateAt().plus(profile.sendTimeout()));
        }
      }
    }
  }

  private void found(StoredDispatch doubt, LookupResult.Found found) {
    Optional<AttemptStore.Attempt> attempt = attemptOf(doubt);
    if (attempt.isEmpty()) {
      return;
    }
    lanes.lock(doubt.organizationId(), doubt.account());
    // The answer to the send may have come while the carrier was asked.
    StoredDispatch present = dispatches.find(doubt.organizationId(), doubt.id()).orElse(doubt);
    attempts.learn(doubt.organizationId(), attempt.get(), found.remoteId(), Optional.empty());
    progress.report(
        present,
        attempt.get().number(),
        found.status().map(ResultRecorder::stateOf).orElse(DispatchState.ACCEPTED),
        found.error());
    recorder.applyEarlyReceipts(present, doubt.account(), attempt.get().number(), found.remoteId());
  }

  /**
   * The carrier does not have it: it goes again, unless that was tried often enough, or so long ago
   * that nobody expects it any more. Then it was not sent, and is given up.
   */
  private void notSent(StoredDispatch doubt) {
    attempts.refute(doubt.organizationId(), doubt);
    if (doubt.failures() < RetryPolicy.MAX_FAILURES
        && !RetryPolicy.isOutOfPatience(doubt, clock.instant())) {
      queue(doubt, Optional.empty());
    } else {
      progress.report(
          doubt,
          doubt.attempts(),
          DispatchState.FAILED,
          Optional.of(
              new ProviderErrorDetail(
                  ErrorKind.UNAVAILABLE, Optional.empty(), "The carrier never had the message.")));
    }
  }

  private void queue(StoredDispatch doubt, Optional<Instant> repeatUntil) {
    Instant now = clock.instant();
    int failures = doubt.failures() + (doubt.reason().equals(WORKER_LOST) ? 0 : 1);
    if (dispatches.requeueUnknown(doubt.organizationId(), doubt, failures, repeatUntil, now)) {
      dueWork.schedule(doubt.organizationId(), OutboxWorker.KIND, doubt.account().toString(), now);
      progress.wake(doubt, now);
    }
  }

  /** Whether the carrier would still recognize the message, and it was not tried too often. */
  private boolean isRecognized(StoredDispatch doubt) {
    return doubt.failures() < RetryPolicy.MAX_FAILURES
        && clock.instant().isBefore(recognizedUntil(doubt));
  }

  private Instant recognizedUntil(StoredDispatch doubt) {
    return doubt
        .repeatUntil()
        .or(() -> attemptOf(doubt).map(attempt -> attempt.startedAt().plus(RECOGNIZED_FOR)))
        .orElse(Instant.EPOCH);
  }

  private Optional<AttemptStore.Attempt> attemptOf(StoredDispatch doubt) {
    return attempts.findNewest(doubt.organizationId(), doubt.id(), doubt.account());
  }

  /** Asks again after as long as the doubt is old, within limits. */
  private void askLater(StoredDispatch doubt) {
    Instant now = clock.instant();
    Duration age = Duration.between(doubt.stateAt(), now);
    Duration pause = age.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : age;
    if (pause.compareTo(LONGEST_PAUSE) > 0) {
      pause = LONGEST_PAUSE;
    }
    dispatches.askAgain(
        doubt.organizationId(),
        doubt.id(),
        age.compareTo(ASKED_FOR) > 0 ? DispatchStore.NEVER : now.plus(pause));
  }

  @Override
  public Optional<String> kind() {
    return Optional.of(KIND);
  }

  @Override
  public Optional<Instant> nextDue() {
    return dueWork.nextDue(KIND);
  }
}
