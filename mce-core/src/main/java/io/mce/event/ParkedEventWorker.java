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
  private static final int BATCH = 64;

  /** After a crash another worker goes on when it has ended; renewed before each event. */
  private static final Duration LEASE = Duration.ofSeconds(30);

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
    lease.ifPresent(this::retryDue);
    return lease.isPresent();
  }

  private void retryDue(DueWork.Lease lease) {
    OrganizationId organizationId = lease.organizationId();
    Instant now = clock.instant();
    for (String subject : parked.dueSubjects(organizationId, subscriber, now, BATCH)) {
      if (!retrySubject(lease, subject)) {
        return;
      }
    }
    dueWork.complete(lease, parked.nextDue(organizationId, subscriber));
  }

  /** Tries the events of a subject in order until one fails; false when the lease was lost. */
  private boolean retrySubject(DueWork.Lease lease, String subject) {
    OrganizationId organizationId = lease.organizationId();
    Optional<DeadLetter> head = parked.head(organizationId, subscriber, subject);
    for (int i = 0; i < BATCH && head.filter(this::isDue).isPresent(); i++) {
      if (!dueWork.renew(lease, LEASE)) {
        return false;
      }
      retry(organizationId, head.get());
      head = parked.head(organizationId, subscriber, subject);
    }
    head.ifPresent(each ->
        parked.waitFor(organizationId, each, isDue(each) ? clock.instant() : each.nextAt()));
    return true;
  }

  /** What has not been tried itself only waited for those before it. */
  private boolean isDue(DeadLetter letter) {
    return letter.attempts() == 0 || !letter.nextAt().isAfter(clock.instant());
  }

  private void retry(OrganizationId organizationId, DeadLetter letter) {
    Optional<RecordedEvent> event = store.find(organizationId, letter.seq());
    try {
      event.ifPresent(handler::handle);
      parked.remove(organizationId, subscriber, letter.seq());
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
    }
  }

  @Override
  public Optional<String> kind() {
    return Optional.of(kind(subscriber));
  }

  @Override
  public Optional<Instant> nextDue() {
    return dueWork.nextDue(kind(subscriber));
  }
}
