package io.mce.channel;

import io.mce.job.DueWork;
import io.mce.job.Workers;
import io.mce.kernel.OrganizationId;
import io.mce.provider.AccountId;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ErrorKind;
import io.mce.spi.ErrorScope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lease of one lane: claims, sends and records until nothing is due, the account pauses, or it
 * is someone else's turn. As many messages are claimed as can be sent at once, so that a crash
 * leaves few doubts and a person's message waits for few others.
 *
 * <p>When the thread dies in here nothing is tidied up on purpose: the leases end, and what was
 * being sent becomes a doubt.
 */
final class LaneRun {

  private static final Logger log = LoggerFactory.getLogger(LaneRun.class);

  /** The most messages in one transaction. */
  static final int BATCH = 64;

  /** How long a lane is leased; renewed while it runs. */
  static final Duration LEASE = Duration.ofSeconds(10);

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration TURN_LENGTH = Duration.ofSeconds(1);
  private static final Duration MIN_GRACE = Duration.ofSeconds(1);
  private static final Duration MAX_GRACE = Duration.ofSeconds(15);
  private static final int STORE_ATTEMPTS = 4;

  private final DueWork.Lease lease;
  private final OrganizationId organizationId;
  private final AccountId accountId;
  private final ChannelProfile profile;
  private final RateLimiter.Bucket bucket;
  private final SendingHold hold;
  private final LaneDesk desk;
  private final Carrier carrier;
  private final SendProbe probe;
  private final SendGuards guards;
  private final DueWork dueWork;
  private final Workers workers;
  private final Clock clock;
  private final Flights flights;
  private final long startedNanos = System.nanoTime();

  private LaneState lane;
  private Instant renewedAt;
  private boolean lost;
  private boolean yields;
  private boolean drained;
  private @Nullable RuntimeException broken;

  LaneRun(
      DueWork.Lease lease,
      AccountId accountId,
      ChannelProfile profile,
      LaneState lane,
      Parts parts,
      Flights flights) {
    this.lease = lease;
    this.organizationId = lease.organizationId();
    this.accountId = accountId;
    this.profile = profile;
    this.lane = lane;
    this.hold = parts.hold();
    this.desk = parts.desk();
    this.carrier = parts.carrier();
    this.probe = parts.probe();
    this.guards = parts.guards();
    this.dueWork = parts.dueWork();
    this.workers = parts.workers();
    this.clock = parts.clock();
    this.flights = flights;
    this.renewedAt = clock.instant();
    this.bucket = parts.limiter().of(accountId, profile.messagesPerSecond(), renewedAt);
  }

  /** What every run uses. */
  record Parts(
      LaneDesk desk,
      Carrier carrier,
      SendProbe probe,
      SendGuards guards,
      RateLimiter limiter,
      SendingHold hold,
      DueWork dueWork,
      Workers workers,
      Clock clock) {}

  /** How long a call may take before it is given up: what the profile says, and a little more. */
  static Duration callTimeout(ChannelProfile profile) {
    return profile.sendTimeout().plus(grace(profile).dividedBy(2));
  }

  private static Duration grace(ChannelProfile profile) {
    Duration half = profile.sendTimeout().dividedBy(2);
    if (half.compareTo(MIN_GRACE) < 0) {
      return MIN_GRACE;
    }
    return half.compareTo(MAX_GRACE) > 0 ? MAX_GRACE : half;
  }

  /** How long a claimed dispatch is the worker's: longer than any call to the carrier may take. */
  private Duration dispatchLease() {
    return profile.sendTimeout().plus(grace(profile));
  }

  void run() throws InterruptedException {
    while (true) {
      int room = room();
      boolean nothingToClaim = room <= 0 || drained;
      List<Finished> finished = flights.finished(nothingToClaim ? POLL : Duration.ZERO);
      keepLease();
      if (finished.isEmpty() && nothingToClaim) {
        if (flights.count() == 0) {
          break;
        }
        drained = false; // Something may have become due while a slow call was waited for.
        continue;
      }
      takeTurn(finished, room());
    }
    if (broken != null) {
      throw broken;
    }
    if (!lost) {
      dueWork.complete(lease, next());
    }
  }

  /** How many more messages may be claimed now. */
  private int room() {
    Instant now = clock.instant();
    if (lost || yields || broken != null || workers.isStopping() || lane.isPaused(now)) {
      return 0;
    }
    if (lane.isProbing() && flights.count() > 0) {
      return 0;
    }
    if (!hold.isOpen()) {
      return 0;
    }
    int slots = Math.min(BATCH, profile.parallelSends()) - flights.count();
    return Math.min(slots, bucket.available(now));
  }

  private void takeTurn(List<Finished> finished, int room) {
    if (!finished.isEmpty()) {
      probe.passed(SendProbe.Point.BEFORE_RESULT_STORED);
    }
    if (room > 0) {
      probe.passed(SendProbe.Point.BEFORE_CLAIM);
    }
    LaneDesk.Turn turn = stored(finished, room);
    turn.lane().ifPresentOrElse(state -> lane = state, () -> lost = true);
    drained = room > 0 && turn.drained();
    if (turn.claimed().isEmpty()) {
      return;
    }
    bucket.use(turn.claimed().size());
    probe.passed(SendProbe.Point.AFTER_CLAIM);
    for (StoredDispatch dispatch : turn.claimed()) {
      flights.start(dispatch, () -> send(dispatch));
    }
  }

  /**
   * Sends, unless the worker was held up since its claim: a call that begins now might end after
   * the lease, when others have already settled what became of the dispatch.
   */
  private Outcome send(StoredDispatch dispatch) {
    Instant lastMoment = dispatch.stateAt().plus(grace(profile));
    if (guards.fence() && clock.instant().isAfter(lastMoment)) {
      return new Outcome.Failed(
          ErrorKind.UNAVAILABLE,
          ErrorScope.ACCOUNT,
          Optional.empty(),
          "The worker was held up before it could send.",
          Optional.empty());
    }
    return carrier.send(dispatch);
  }

  private LaneDesk.Turn stored(List<Finished> finished, int room) {
    try {
      return turn(finished, room);
    } catch (RuntimeException e) {
      // An answer that is known must not become a doubt because of a neighbour's row or a database
      // that is away for a moment.
      log.warn("a turn of lane {} failed; its answers are stored one by one", accountId, e);
      broken = e;
      return storedOneByOne(finished);
    }
  }

  private LaneDesk.Turn turn(List<Finished> finished, int room) {
    return desk.turn(organizationId, accountId, lease.token(), finished, room, dispatchLease());
  }

  private LaneDesk.Turn storedOneByOne(List<Finished> finished) {
    List<Finished> left = new ArrayList<>(finished);
    LaneDesk.Turn last = new LaneDesk.Turn(Optional.of(lane), List.of(), false);
    for (int attempt = 1; attempt <= STORE_ATTEMPTS && !left.isEmpty(); attempt++) {
      for (Finished each : List.copyOf(left)) {
        try {
          last = turn(List.of(each), 0);
          left.remove(each);
        } catch (RuntimeException e) {
          log.warn("the answer to dispatch {} could not be stored", each.dispatch().id(), e);
        }
      }
      if (!left.isEmpty()) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100L << attempt));
      }
    }
    return last;
  }

  private void keepLease() {
    Instant now = clock.instant();
    if (lost || !now.isAfter(renewedAt.plus(LEASE.dividedBy(4)))) {
      return;
    }
    if (dueWork.renew(lease, LEASE)) {
      renewedAt = now;
      yields =
          System.nanoTime() - startedNanos > TURN_LENGTH.toNanos()
              && dueWork.nextDue(OutboxWorker.KIND).filter(due -> !due.isAfter(now)).isPresent();
    } else {
      lost = true;
    }
  }

  /** When the lane is to be looked at again. */
  private Optional<Instant> next() {
    Instant now = clock.instant();
    Optional<Instant> due = desk.nextDue(organizationId, accountId);
    if (due.isEmpty() || due.get().isAfter(now)) {
      return due.map(at -> later(at, pauseEnd(now)));
    }
    if (yields || workers.isStopping()) {
      return Optional.of(now);
    }
    if (lane.isPaused(now)) {
      return Optional.of(pauseEnd(now));
    }
    if (bucket.available(now) < 1) {
      return Optional.of(bucket.worthComing(now));
    }
    // What is due waits for a message that another lane or a lost worker has.
    return Optional.of(now.plusSeconds(1));
  }

  private Instant pauseEnd(Instant now) {
    return lane.pausedUntil().orElse(now);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
