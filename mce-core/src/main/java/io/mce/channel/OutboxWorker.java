package io.mce.channel;

import io.mce.job.DueWork;
import io.mce.job.Worker;
import io.mce.job.Workers;
import io.mce.kernel.MceException;
import io.mce.provider.AccountId;
import io.mce.provider.Providers;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ProviderException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on one due lane after the other. Each lane, one provider account, has one worker at a time.
 */
final class OutboxWorker implements Worker {

  /** Kind of due work: one key for each account that has something to send. */
  static final String KIND = "lane";

  private static final Logger log = LoggerFactory.getLogger(OutboxWorker.class);
  private static final int THREADS = 4;

  /** How soon a lane is looked at again while nothing may be sent. */
  private static final Duration HELD_PAUSE = Duration.ofSeconds(10);

  /** How soon what was put in for an account in trouble may go another way; gathers some. */
  private static final Duration FAILOVER_PAUSE = Duration.ofSeconds(1);

  private final Providers providers;
  private final LaneDesk desk;
  private final SendingHold hold;
  private final CarrierLimits carrierLimits;
  private final LaneRun.Parts parts;
  private final DueWork dueWork;
  private final Clock clock;
  private final ConcurrentLinkedQueue<Finished> late = new ConcurrentLinkedQueue<>();

  @Inject
  OutboxWorker(
      Providers providers,
      LaneDesk desk,
      Carrier carrier,
      SendProbe probe,
      SendGuards guards,
      RateLimiter limiter,
      SendingHold hold,
      CarrierLimits carrierLimits,
      DueWork dueWork,
      Workers workers,
      Clock clock) {
    this.providers = providers;
    this.desk = desk;
    this.hold = hold;
    this.carrierLimits = carrierLimits;
    this.parts =
        new LaneRun.Parts(desk, carrier, probe, guards, limiter, hold, dueWork, workers, clock);
    this.dueWork = dueWork;
    this.clock = clock;
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public int threads() {
    return THREADS;
  }

  @Override
  public boolean runOnce() {
    boolean any = storeLate();
    Optional<DueWork.Lease> lease = dueWork.claim(KIND, LaneRun.LEASE);
    lease.ifPresent(this::work);
    return any || lease.isPresent();
  }

  private void work(DueWork.Lease lease) {
    AccountId accountId = AccountId.of(lease.key());
    LaneState lane = desk.enter(lease.organizationId(), accountId, lease.token());
    if (!hold.isOpen()) {
      dueWork.complete(lease, Optional.of(clock.instant().plus(HELD_PAUSE)));
      return;
    }
    lookForAnotherWay(lease, accountId, lane);
    Optional<ChannelProfile> profile = profile(lease, accountId);
    if (profile.isEmpty()) {
      LaneState paused = desk.pause(lease.organizationId(), accountId, lane);
      dueWork.complete(lease, paused.pausedUntil());
      return;
    }
    Flights flights = new Flights(LaneRun.callTimeout(profile.get()), late::add);
    try {
      carrierLimits.refresh(lease.organizationId(), accountId, profile.get());
      new LaneRun(lease, accountId, profile.get(), lane, parts, flights).run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      log.warn("lane {} was interrupted while messages were being sent", accountId);
    }
  }

  /** What was put in for an account that went down a moment ago need not wait for its repair. */
  private void lookForAnotherWay(DueWork.Lease lease, AccountId accountId, LaneState lane) {
    Instant now = clock.instant();
    if (lane.isPaused(now) && lane.reason().filter(LaneState.TROUBLE::equals).isPresent()) {
      dueWork.schedule(
          lease.organizationId(),
          FailoverWorker.KIND,
          accountId.toString(),
          now.plus(FAILOVER_PAUSE));
    }
  }

  private Optional<ChannelProfile> profile(DueWork.Lease lease, AccountId accountId) {
    try {
      return Optional.of(providers.profile(lease.organizationId(), accountId));
    } catch (ProviderException | MceException e) {
      log.warn("account {} cannot be used: {}", accountId, e.getMessage());
      return Optional.empty();
    }
  }

  /** Stores answers that came after their call was given up: they may settle a doubt. */
  private boolean storeLate() {
    boolean any = false;
    for (Finished answer = late.poll(); answer != null; answer = late.poll()) {
      any = true;
      StoredDispatch dispatch = answer.dispatch();
      desk.turn(
          dispatch.organizationId(), dispatch.account(), "late", List.of(answer), 0, Duration.ZERO);
    }
    return any;
  }

  @Override
  public Optional<String> kind() {
    return late.isEmpty() ? Optional.of(KIND) : Optional.empty();
  }

  @Override
  public Optional<Instant> nextDue() {
    return late.isEmpty() ? dueWork.nextDue(KIND) : Optional.of(clock.instant());
  }
}
