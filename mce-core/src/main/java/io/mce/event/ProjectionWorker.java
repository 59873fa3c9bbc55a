package io.mce.event;

import io.mce.job.Worker;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
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

  private final String subscriber;
  private final Set<String> names;
  private final Projection projection;
  private final Database database;
  private final EventStore store;
  private final CursorStore cursors;
  private final ParkedEventStore parked;
  private final Clock clock;
  private final BooleanSupplier stopping;
  private final Lookahead lookahead;
  private final LongSupplier revision;
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
      BooleanSupplier stopping,
      Lookahead lookahead,
      LongSupplier revision) {
    this.subscriber = subscriber;
    this.names = names;
    this.projection = projection;
    this.database = database;
    this.store = store;
    this.cursors = cursors;
    this.parked = parked;
    this.clock = clock;
    this.stopping = stopping;
    this.lookahead = lookahead;
    this.revision = revision;
  }

  @Override
  public String name() {
    return SubscriberWorker.name(subscriber);
  }

  /** Folds for every organization what has come in since it was served last. */
  @Override
  public boolean runOnce() {
    boolean any = false;
    Set<OrganizationId> done = new HashSet<>();
    while (!stopping.getAsBoolean()) {
      Optional<CursorStore.Behind> behind = cursors.findBehind(subscriber, served, clock.instant());
      if (behind.isEmpty() || done.contains(behind.get().organizationId())) {
        break;
      }
      served = behind.get().organizationId().toString();
      List<RecordedEvent> events =
          store.read(
              behind.get().organizationId(),
              lookahead.from(behind.get()),
              behind.get().head(),
              names,
              BATCH);
      if (!events.isEmpty() || lookahead.isWorthNoting(behind.get())) {
        fold(behind.get(), events);
        any = true;
      }
      if (events.size() < BATCH) {
        done.add(behind.get().organizationId());
      }
    }
    return any;
  }

  /** What comes in within a moment is folded together. */
  @Override
  public boolean gathers() {
    return true;
  }

  private void fold(CursorStore.Behind behind, List<RecordedEvent> events) {
    long reached = events.size() < BATCH ? behind.head() : events.getLast().seq();
    try {
      apply(behind, events, reached);
    } catch (RuntimeException e) {
      requireNoOutage(e);
      log.warn("projection {} goes event by event: {}", subscriber, e.getClass().getName());
      readOneByOne(behind, events, reached);
    }
  }

  private void readOneByOne(CursorStore.Behind behind, List<RecordedEvent> events, long reached) {
    CursorStore.Behind at = behind;
    for (RecordedEvent event : events) {
      if (!applyOrSetAside(at, event)) {
        return;
      }
      at = new CursorStore.Behind(at.organizationId(), event.seq(), at.head());
    }
    apply(at, List.of(), reached);
  }

  /** The events are not to blame for a database that fails: they are read again later. */
  private void requireNoOutage(RuntimeException e) {
    if (database.isOutage(e)) {
      throw e;
    }
  }

  private boolean applyOrSetAside(CursorStore.Behind at, RecordedEvent event) {
    try {
      return apply(at, List.of(event), event.seq());
    } catch (RuntimeException e) {
      requireNoOutage(e);
      return setAside(at, event, SubscriberWorker.describe(e));
    }
  }

  private boolean setAside(CursorStore.Behind at, RecordedEvent event, String error) {
    Instant now = clock.instant();
    DeadLetter letter =
        new DeadLetter(subscriber, event.seq(), event.subject().toString(), 1, now, true, error);
    return database.inOrganization(
        at.organizationId(),
        transaction -> {
          boolean moved = cursors.moveOn(transaction, subscriber, at, event.seq(), now);
          if (moved) {
            parked.park(at.organizationId(), letter);
          }
          return moved;
        });
  }

  /**
   * Applies events and moves the position, which is its right to do so; false when another worker
   * has moved it, and nothing was done.
   */
  private boolean apply(CursorStore.Behind at, List<RecordedEvent> events, long reached) {
    Consumer<Transaction> work =
        events.isEmpty() ? transaction -> {} : projection.prepare(at.organizationId(), events);
    return database.inOrganization(
        at.organizationId(),
        transaction -> {
          boolean moved = cursors.moveOn(transaction, subscriber, at, reached, clock.instant());
          if (moved) {
            work.accept(transaction);
          }
          return moved;
        });
  }

  @Override
  public void forget() {
    lookahead.forget();
  }

  @Override
  public OptionalLong revision() {
    return OptionalLong.of(revision.getAsLong());
  }

  @Override
  public Optional<Instant> nextDue() {
    return cursors.findBehind(subscriber, served, clock.instant()).map(found -> clock.instant());
  }

  @Override
  public Optional<Instant> nextLook() {
    return Optional.empty();
  }
}
