package io.mce.event;

import io.mce.job.DueWork;
import io.mce.job.Worker;
import io.mce.kernel.OrganizationId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries parked events again, each subject in order, until they pass or are given up. */
final class ParkedEventWorker implements Worker {

  private static final Logger log = LoggerFactory.getLogger(ParkedEventWorker.class);
  private static final int MAX_ATTEMPTS = 8;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LEASE = Duration.ofMinutes(5);

  private final String subscriber;
  private final EventHandler handler;
  private final EventStore store;
  private final ParkedEventStore parked;
  private final DueWork dueWork;
  private final Clock clock;

  ParkedEventWorker(
      String subscriber,
      EventHandler handler,
      EventStore store,
      ParkedEventStore parked,
      DueWork dueWork,
      Clock clock) {
    this.subscriber = subscriber;
    this.handler = handler;
    this.store = store;
    this.parked = parked;
    this.dueWork = dueWork;
    this.clock = clock;
  }

  static String kind(String subscriber) {
    return "parked-events:" + subscriber;
  }

  /** How long to wait after this many attempts: four times as long each time. */
  static Duration pause(int attempts) {
    return FIRST_PAUSE.multipliedBy(1L << (2 * Math.min(attempts - 1, MAX_ATTEMPTS)));
  }

  @Override
  public String name() {
    return kind(subscriber);
  }

  @Override
  public boolean runOnce() {
    Optional<DueWork.Lease> lease = dueWork.claim(kind(subscriber), LEASE);
    lease.ifPresent(each -> dueWork.complete(each, retryAll(each.organizationId())));
    return lease.isPresent();
  }

  private Optional<Instant> retryAll(OrganizationId organizationId) {
    String blocked = "";
    Instant next = Instant.MAX;
    for (DeadLetter letter : parked.waiting(organizationId, subscriber)) {
      if (letter.subject().equals(blocked)) {
        continue;
      }
      boolean passed = !letter.nextAt().isAfter(clock.instant()) && passes(organizationId, letter);
      if (!passed) {
        Optional<DeadLetter> still =
            parked.waiting(organizationId, subscriber).stream()
                .filter(each -> each.seq() == letter.seq())
                .findFirst();
        if (still.isPresent()) {
          blocked = letter.subject();
          next = still.get().nextAt().isBefore(next) ? still.get().nextAt() : next;
        }
      }
    }
    return next.equals(Instant.MAX) ? Optional.empty() : Optional.of(next);
  }

  private boolean passes(OrganizationId organizationId, DeadLetter letter) {
    Optional<RecordedEvent> event = store.find(organizationId, letter.seq());
    try {
      event.ifPresent(handler::handle);
      parked.remove(organizationId, subscriber, letter.seq());
      return true;
    } catch (RuntimeException | Error e) {
      int attempts = letter.attempts() + 1;
      boolean dead = attempts >= MAX_ATTEMPTS;
      if (dead) {
        log.warn(
            "{} gives up event {} of {} in organization {}",
            subscriber,
            letter.seq(),
            letter.subject(),
            organizationId);
      }
      parked.update(
          organizationId,
          new DeadLetter(
              subscriber,
              letter.seq(),
              letter.subject(),
              attempts,
              clock.instant().plus(pause(attempts)),
              dead,
              SubscriberWorker.describe(e)));
      return false;
    }
  }

  @Override
  public Optional<Instant> nextDue() {
    return dueWork.nextDue(kind(subscriber));
  }
}
