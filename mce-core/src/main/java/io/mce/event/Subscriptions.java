package io.mce.event;

import io.mce.job.DueWork;
import io.mce.job.Workers;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The durable subscribers and their workers. */
final class Subscriptions {

  private final Database database;
  private final EventStore store;
  private final CursorStore cursors;
  private final ParkedEventStore parked;
  private final Workers workers;
  private final DueWork dueWork;
  private final Clock clock;
  private final IdGenerator ids;
  private final Set<String> subscribers = new HashSet<>();

  @Inject
  Subscriptions(
      Database database,
      EventStore store,
      CursorStore cursors,
      ParkedEventStore parked,
      Workers workers,
      DueWork dueWork,
      Clock clock,
      IdGenerator ids) {
    this.database = database;
    this.store = store;
    this.cursors = cursors;
    this.parked = parked;
    this.workers = workers;
    this.dueWork = dueWork;
    this.clock = clock;
    this.ids = ids;
  }

  void add(String subscriber, @Nullable Set<String> names, EventHandler handler) {
    register(subscriber);
    workers.add(
        new SubscriberWorker(
            subscriber, names, handler, database, store, cursors, parked, dueWork, clock, ids));
    workers.add(new ParkedEventWorker(subscriber, handler, store, parked, dueWork, clock));
  }

  void project(String subscriber, Set<String> names, Projection projection) {
    register(subscriber);
    workers.add(
        new ProjectionWorker(
            subscriber, names, projection, database, store, cursors, parked, clock, ids));
    EventHandler late = event -> applyLate(subscriber, projection, event);
    workers.add(new ParkedEventWorker(subscriber, late, store, parked, dueWork, clock));
  }

  /** Applies an event that was set aside; that it no longer is commits with its rows. */
  private void applyLate(String subscriber, Projection projection, RecordedEvent event) {
    OrganizationId organizationId = event.organizationId();
    database.runInOrganization(
        organizationId,
        transaction -> {
          if (parked.remove(organizationId, subscriber, event.seq())) {
            projection.apply(transaction, List.of(event));
          }
        });
  }

  private synchronized void register(String subscriber) {
    if (!subscribers.add(subscriber)) {
      throw MceException.invalid(
          "subscriber", "There already is a subscriber named " + subscriber + ".");
    }
  }

  void wake() {
    workers.wake(SubscriberWorker.NAME);
    workers.wake(LiveEvents.NAME);
  }

  Page<DeadLetter> deadLetters(OrganizationId organizationId, PageRequest page) {
    return parked.list(organizationId, page);
  }

  boolean retry(OrganizationId organizationId, String subscriber, long seq) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          boolean found = parked.revive(organizationId, subscriber, seq, clock.instant());
          dueWork.schedule(organizationId, ParkedEventWorker.kind(subscriber), "", clock.instant());
          return found;
        });
  }
}
