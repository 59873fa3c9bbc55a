package io.mce.channel;

import io.mce.job.DueWork;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.provider.AccountId;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The transactions of a lane. In one of them, as a rule, the answers to what was sent are recorded
 * and the next dispatches are claimed: one commit for each batch.
 */
final class LaneDesk {

  private static final int PRIORITIES = 3;

  /**
   * How long a row waits that stands behind so many of its own conversation that it blocks others.
   */
  private static final Duration ASIDE = Duration.ofSeconds(1);

  /**
   * What a turn brought.
   *
   * @param lane how the lane does; empty when someone else has taken it over
   * @param claimed what to send now
   * @param drained whether nothing more was due that could go
   */
  record Turn(Optional<LaneState> lane, List<StoredDispatch> claimed, boolean drained) {}

  private final Database database;
  private final LaneStore lanes;
  private final ClaimStore claims;
  private final LimitDesk limitDesk;
  private final AttemptStore attempts;
  private final ResultRecorder recorder;
  private final DispatchProgress progress;
  private final SendGuards guards;
  private final DueWork dueWork;
  private final Clock clock;

  @Inject
  LaneDesk(
      Database database,
      LaneStore lanes,
      ClaimStore claims,
      LimitDesk limitDesk,
      AttemptStore attempts,
      ResultRecorder recorder,
      DispatchProgress progress,
      SendGuards guards,
      DueWork dueWork,
      Clock clock) {
    this.database = database;
    this.lanes = lanes;
    this.claims = claims;
    this.limitDesk = limitDesk;
    this.attempts = attempts;
    this.recorder = recorder;
    this.progress = progress;
    this.guards = guards;
    this.dueWork = dueWork;
    this.clock = clock;
  }

  /** Takes a lane over, and takes from lost workers what they were sending. */
  LaneState enter(OrganizationId organizationId, AccountId accountId, String token) {
    Instant now = clock.instant();
    return database.inOrganization(
        organizationId,
        transaction -> {
          LaneState lane = lanes.enter(organizationId, accountId, token);
          List<StoredDispatch> abandoned =
              claims.abandon(
                  organizationId,
                  accountId,
                  token,
                  guards.lost(),
                  now,
                  now.plus(RetryPolicy.UNKNOWN_BLOCKS));
          if (!abandoned.isEmpty()) {
            attempts.lose(organizationId, abandoned);
            abandoned.stream()
                .filter(each -> each.state() == DispatchState.UNKNOWN)
                .forEach(each -> progress.tell(each, DispatchState.UNKNOWN));
            dueWork.schedule(organizationId, Reconciler.KIND, accountId.toString(), now);
          }
          return lane;
        });
  }

  /**
   * Records answers and claims more.
   *
   * @param finished the answers; may be none
   * @param limit how many to claim; may be none
   * @param lease how long a claimed dispatch is the worker's
   */
  Turn turn(
      OrganizationId organizationId,
      AccountId accountId,
      String token,
      List<Finished> finished,
      int limit,
      Duration lease) {
    Instant now = clock.instant();
    return database.inOrganization(
        organizationId,
        transaction -> {
          Optional<LaneStore.Turned> turned = lanes.turn(organizationId, accountId, token);
          Optional<LaneState> lane = turned.map(LaneStore.Turned::state);
          if (!finished.isEmpty()) {
            lane = recorded(organizationId, accountId, lane, finished, now);
            turned.ifPresent(
                each -> limitDesk.giveBack(organizationId, accountId, each.limits(), finished));
          }
          if (limit <= 0 || lane.isEmpty() || lane.get().isPaused(now)) {
            return new Turn(lane, List.of(), false);
          }
          int allowed = lane.get().isProbing() ? 1 : limit;
          Limits limits = turned.orElseThrow().limits();
          Optional<LimitDesk.Choice> choice =
              limitDesk.concerns(accountId, limits)
                  ? Optional.of(limitDesk.choose(organizationId, accountId, limits, now, allowed))
                  : Optional.empty();
          List<StoredDispatch> claimed =
              choice.isPresent()
                  ? claims.take(organizationId, choice.get().free(), token, now, now.plus(lease))
                  : claims.claim(organizationId, accountId, token, now, now.plus(lease), allowed);
          if (!claimed.isEmpty()) {
            attempts.begin(organizationId, claimed);
          }
          boolean more = choice.map(LimitDesk.Choice::more).orElse(false);
          boolean drained =
              !more && claimed.size() < allowed && !clearTheWay(organizationId, accountId, now);
          return new Turn(lane, claimed, drained);
        });
  }

  private Optional<LaneState> recorded(
      OrganizationId organizationId,
      AccountId accountId,
      Optional<LaneState> lane,
      List<Finished> finished,
      Instant now) {
    if (lane.isEmpty()) {
      lanes.lock(organizationId, accountId);
    }
    LaneState before = lane.orElse(new LaneState(0, Optional.empty(), Optional.empty()));
    LaneState after = recorder.record(organizationId, accountId, before, finished, now);
    if (lane.isEmpty()) {
      return lane;
    }
    if (!after.equals(before)) {
      lanes.save(organizationId, accountId, after);
    }
    return Optional.of(after);
  }

  /** Moves what claims pass over; returns whether another claim may find more. */
  private boolean clearTheWay(OrganizationId organizationId, AccountId accountId, Instant now) {
    if (claims.nextDue(organizationId, accountId).filter(due -> !due.isAfter(now)).isEmpty()) {
      return false;
    }
    boolean moved = false;
    for (int priority = 0; priority < PRIORITIES; priority++) {
      List<ClaimStore.Passed> passed = claims.sweep(organizationId, accountId, now, priority);
      moved |= !passed.isEmpty() && move(organizationId, passed, now);
    }
    return moved;
  }

  private boolean move(OrganizationId organizationId, List<ClaimStore.Passed> all, Instant now) {
    List<ClaimStore.Passed> held = new ArrayList<>();
    List<DispatchId> later = new ArrayList<>();
    List<Instant> until = new ArrayList<>();
    boolean cancelled = false;
    for (ClaimStore.Passed each : all) {
      switch (each.verdict()) {
        case FREE -> {}
        case SUPPRESSED -> {
          cancel(organizationId, each, "OPTED_OUT", now);
          cancelled = true;
        }
        case CANCELLED_BY_GATE -> {
          cancel(organizationId, each, each.reason().orElse("GATE"), now);
          cancelled = true;
        }
        case TOO_LATE -> {
          cancel(organizationId, each, "LOST", now);
          cancelled = true;
        }
        case HELD_BY_GATE -> held.add(each);
        case WAITS -> {
          boolean crowd = all.size() >= ClaimStore.WINDOW;
          if (crowd || each.waitsUntil().isAfter(now)) {
            later.add(each.id());
            until.add(each.waitsUntil().isAfter(now) ? each.waitsUntil() : now.plus(ASIDE));
          }
        }
      }
    }
    boolean holds = claims.hold(organizationId, held);
    claims.postpone(organizationId, later, until);
    return cancelled || holds || !later.isEmpty();
  }

  private void cancel(
      OrganizationId organizationId, ClaimStore.Passed passed, String reason, Instant now) {
    claims.cancel(organizationId, passed.id(), reason, now).ifPresent(progress::cancelled);
  }

  /** Returns when something of the account is next due, or a lost worker's lease ends. */
  Optional<Instant> nextDue(OrganizationId organizationId, AccountId accountId) {
    return claims.nextDue(organizationId, accountId);
  }

  /** Pauses a lane because its account cannot even be asked what it can do. */
  LaneState pause(OrganizationId organizationId, AccountId accountId, LaneState before) {
    int failures = before.failures() + 1;
    LaneState after =
        new LaneState(
            failures,
            Optional.of(clock.instant().plus(RetryPolicy.pause(failures))),
            Optional.of(LaneState.TROUBLE));
    lanes.save(organizationId, accountId, after);
    return after;
  }
}
