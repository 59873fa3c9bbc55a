package io.mce.event;

import io.mce.job.Glance;
import io.mce.job.Worker;
import io.mce.job.Workers;
import io.mce.kernel.OrganizationId;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Followers of the log, fed by one worker that looks for what has been committed since. */
final class LiveEvents implements Worker {

  static final String NAME = "live-events";
  private static final Logger log = LoggerFactory.getLogger(LiveEvents.class);
  private static final int BATCH = 500;

  /** No revision of a log. */
  private static final long NOBODY_LISTENS = -1;

  private final EventStore store;
  private final Workers workers;
  private final Clock clock;
  private final Glance<Long> revision;
  private final List<Tail> tails = new CopyOnWriteArrayList<>();

  @Inject
  LiveEvents(EventStore store, Workers workers, Clock clock) {
    this.store = store;
    this.workers = workers;
    this.clock = clock;
    this.revision = new Glance<>(store::revision);
  }

  AutoCloseable tail(OrganizationId organizationId, long cursor, Consumer<EventBatch> listener) {
    Tail tail = new Tail(organizationId, cursor, listener);
    tails.add(tail);
    workers.wake(NAME);
    return () -> tails.remove(tail);
  }

  EventBatch since(OrganizationId organizationId, long cursor, int limit) {
    long head = store.head(organizationId);
    if (cursor >= head) {
      // A cursor beyond the head comes from another history of this log, a restored copy perhaps.
      return new EventBatch(List.of(), head, cursor > head);
    }
    List<RecordedEvent> events = store.read(organizationId, cursor, head, null, limit);
    boolean missed =
        events.isEmpty() ? cursor < head : events.getFirst().seq() > cursor + 1 && cursor > 0;
    long next = events.size() < limit ? head : events.getLast().seq();
    return new EventBatch(events, next, missed);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean runOnce() {
    boolean any = false;
    for (Tail tail : tails) {
      any |= feed(tail);
    }
    return any;
  }

  private boolean feed(Tail tail) {
    EventBatch batch = since(tail.organizationId, tail.cursor, BATCH);
    if (batch.events().isEmpty() && !batch.reset()) {
      return false;
    }
    tail.cursor = batch.cursor();
    try {
      tail.listener.accept(batch);
    } catch (RuntimeException e) {
      log.warn("a live listener failed and is dropped: {}", e.getClass().getName());
      tails.remove(tail);
    }
    return true;
  }

  @Override
  public OptionalLong revision() {
    return OptionalLong.of(tails.isEmpty() ? NOBODY_LISTENS : revision.get());
  }

  @Override
  public Optional<Instant> nextDue() {
    boolean behind = tails.stream().anyMatch(tail -> store.head(tail.organizationId) > tail.cursor);
    return behind ? Optional.of(clock.instant()) : Optional.empty();
  }

  private static final class Tail {
    private final OrganizationId organizationId;
    private final Consumer<EventBatch> listener;
    private volatile long cursor;

    Tail(OrganizationId organizationId, long cursor, Consumer<EventBatch> listener) {
      this.organizationId = organizationId;
      this.cursor = cursor;
      this.listener = listener;
    }
  }
}
