package io.mce.event;

import io.mce.job.Worker;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log for a projection; its rows and its position commit together. An event the
 * projection cannot apply is set aside as dead, since a counter that stands still is worse; where
 * the database fails, nothing is set aside and the events are read again.
 */
final class ProjectionWorker implements Worker {

  private static final Logger log = LoggerFactory.getLogger(ProjectionWorker.class);
  private static final int BATCH = 500;

  /** After a crash another worker goes on when it has ended; a batch is one transaction. */
  private static final Duration LEASE = Duration.ofSeconds(10);

  private final String subscriber;
  private final Set<String> names;
  private final Projection projection;
  private final Database database;
  private final EventStore store;
  private final CursorStore cursors;
  private final ParkedEventStore parked;
  private final Clock clock;
  private final IdGenerator ids;
  private volatile String served = "";

  ProjectionWorker(
      String subscriber,
      Set<String> names,
      Projection projection,
      Database database,
      EventStore store,
      CursorStore cursors,
      ParkedEventStore parked,
      Clock clock,
      IdGenerator ids) {
    this.subscriber = subscriber;
    this.names = names;
    this.projection = projection;
    this.database = database;
    this.store = store;
    this.cursors = cursors;
    this.parked = parked;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public String name() {
    return SubscriberWorker.NAME;
  }

  @Override
  public boolean runOnce() {
    Instant now = clock.instant();
    Optional<OrganizationId> behind = cursors.findBehind(subscriber, served, now);
    if (behind.isEmpty()) {
      return false;
    }
    served = behind.get().toString();
    String token = ids.next().toString();
    cursors
        .lease(behind.get(), subscriber, token, now, now.plus(LEASE))
        .ifPresent(position -> readBatch(behind.get(), token, position));
    return true;
  }

  private void readBatch(OrganizationId organizationId, String token, long position) {
    long head = store.head(organizationId);
    List<RecordedEvent> events = store.read(organizationId, position, head, names, BATCH);
    long reached = events.size() < BATCH ? head : events.getLast().seq();
    try {
      apply(organizationId, token, events, reached, Instant.EPOCH);
    } catch (RuntimeException e) {
      requireNoOutage(e);
      log.warn("projection {} goes event by event: {}", subscriber, e.getClass().getName());
      boolean ours = true;
      for (int i = 0; i < events.size() && ours; i++) {
        ours = applyOrSetAside(organizationId, token, events.get(i));
      }
      cursors.advance(organizationId, subscriber, token, reached, Instant.EPOCH);
    }
  }

  /** The events are not to blame for a database that fails: they are read again later. */
  private void requireNoOutage(RuntimeException e) {
    if (database.isOutage(e)) {
      throw e;
    }
  }

  private boolean applyOrSetAside(
      OrganizationId organizationId, String token, RecordedEvent event) {
    try {
      return apply(organizationId, token, List.of(event), event.seq(), clock.instant().plus(LEASE));
    } catch (RuntimeException e) {
      requireNoOutage(e);
      return setAside(organizationId, token, event, SubscriberWorker.describe(e));
    }
  }

  private boolean setAside(
      OrganizationId organizationId, String token, RecordedEvent event, String error) {
    Instant now = clock.instant();
    DeadLetter letter =
        new DeadLetter(subscriber, event.seq(), event.subject().toString(), 1, now, true, error);
    return database.inOrganization(
        organizationId,
        transaction -> {
          if (!cursors.advance(transaction, subscriber, token, event.seq(), now.plus(LEASE))) {
            return false;
          }
          parked.park(organizationId, letter);
          return true;
        });
  }

  /** Applies events and moves the position; false when the lease was lost, and nothing was done. */
  private boolean apply(
      OrganizationId organizationId,
      String token,
      List<RecordedEvent> events,
      long reached,
      Instant leaseUntil) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          if (!cursors.advance(transaction, subscriber, token, reached, leaseUntil)) {
            return false;
          }
          if (!events.isEmpty()) {
            projection.apply(transaction, events);
          }
          return true;
        });
  }

  @Override
  public Optional<Instant> nextDue() {
    return cursors.findBehind(subscriber, served, clock.instant()).map(found -> clock.instant());
  }

  /** Who appends an event wakes us; looking a second time would only cost. */
  @Override
  public Optional<Instant> nextLook() {
    return Optional.empty();
  }
}
