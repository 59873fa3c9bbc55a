package io.mce.event;

import io.mce.job.DueWork;
import io.mce.job.Glance;
import io.mce.job.Workers;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Glance<Long> revision;
  private final Map<String, Interest> interests = new ConcurrentHashMap<>();

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
    this.revision = new Glance<>(store::revision);
  }

  void add(String subscriber, @Nullable Set<String> names, EventHandler handler) {
    register(subscriber, new Interest(names));
    workers.add(
        new SubscriberWorker(
            subscriber,
            names,
            handler,
            database,
            store,
            cursors,
            parked,
            dueWork,
            clock,
            ids,
            lookahead(),
            revision::get));
    workers.add(new ParkedEventWorker(subscriber, handler, store, parked, dueWork, clock));
  }

  void project(String subscriber, Set<String> names, Projection projection) {
    register(subscriber, Interest.NONE);
    workers.add(
        new ProjectionWorker(
            subscriber,
            names,
            projection,
            database,
            store,
            cursors,
            parked,
            clock,
            workers::isStopping,
            lookahead(),
            revision::get));
    EventHandler late = event -> applyLate(subscriber, projection, event);
    workers.add(new ParkedEventWorker(subscriber, late, store, parked, dueWork, clock));
  }

  /** Work on the calling thread leaves nothing for later. */
  private Lookahead lookahead() {
    return new Lookahead(() -> !workers.isStarted());
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

  private void register(String subscriber, Interest interest) {
    if (interests.putIfAbsent(subscriber, interest) != null) {
      throw MceException.invalid(
          "subscriber", "There already is a subscriber named " + subscriber + ".");
    }
  }

  /**
   * Wakes the subscribers to these events. The others pass them over when they look the next time:
   * a commit that has nothing for them costs them nothing.
   */
  void wake(Set<String> names) {
    interests.forEach((subscriber, interest) -> {
      if (interest.in(names)) {
        workers.wake(SubscriberWorker.name(subscriber));
      }
    });
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

  /** Which events wake a subscriber; null for all. */
  private record Interest(@Nullable Set<String> names) {

    /** A projection is never woken: it folds at its own pace what came in meanwhile. */
    static final Interest NONE = new Interest(Set.of());

    boolean in(Set<String> appended) {
      return names == null || !Collections.disjoint(names, appended);
    }
  }
}
