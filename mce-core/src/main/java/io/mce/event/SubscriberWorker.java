package io.mce.event;

import io.mce.job.DueWork;
import io.mce.job.Worker;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the log for one subscriber, one organization at a time, and hands it each event. */
final class SubscriberWorker implements Worker {

  private static final int BATCH = 64;

  /** After a crash another worker goes on when it has ended; renewed while events are handled. */
  private static final Duration LEASE = Duration.ofSeconds(15);

  private final String subscriber;
  private final @Nullable Set<String> names;
  private final EventHandler handler;
  private final Database database;
  private final EventStore store;
  private final CursorStore cursors;
  private final ParkedEventStore parked;
  private final DueWork dueWork;
  private final Clock clock;
  private final IdGenerator ids;
  private final Lookahead lookahead;
  private final LongSupplier revision;
  private volatile String served = "";

  SubscriberWorker(
      String subscriber,
      @Nullable Set<String> names,
      EventHandler handler,
      Database database,
      EventStore store,
      CursorStore cursors,
      ParkedEventStore parked,
      DueWork dueWork,
      Clock clock,
      IdGenerator ids,
      Lookahead lookahead,
      LongSupplier revision) {
    this.subscriber = subscriber;
    this.names = names;
    this.handler = handler;
    this.database = database;
    this.store = store;
    this.cursors = cursors;
    this.parked = parked;
    this.dueWork = dueWork;
    this.clock = clock;
    this.ids = ids;
    this.lookahead = lookahead;
    this.revision = revision;
  }

  /** The name of a subscriber's worker. */
  static String name(String subscriber) {
    return "subscriber " + subscriber;
  }

  @Override
  public String name() {
    return name(subscriber);
  }

  @Override
  public boolean runOnce() {
    Set<OrganizationId> looked = new HashSet<>();
    while (true) {
      Instant now = clock.instant();
      Optional<CursorStore.Behind> behind = cursors.findBehind(subscriber, served, now);
      if (behind.isEmpty() || !looked.add(behind.get().organizationId())) {
        return false;
      }
      OrganizationId organizationId = behind.get().organizationId();
      served = organizationId.toString();
      List<RecordedEvent> events =
          store.read(
              organizationId, lookahead.from(behind.get()), behind.get().head(), names, BATCH);
      if (!events.isEmpty()) {
        handOver(behind.get(), events);
        return true;
      }
      // Passing over needs no lease, and is no reason to look again at once.
      if (lookahead.isWorthNoting(behind.get())) {
        passOver(behind.get(), now);
      }
    }
  }

  private void passOver(CursorStore.Behind behind, Instant now) {
    database.runInOrganization(
        behind.organizationId(),
        transaction -> cursors.moveOn(transaction, subscriber, behind, behind.head(), now));
  }

  private void handOver(CursorStore.Behind behind, List<RecordedEvent> events) {
    OrganizationId organizationId = behind.organizationId();
    String token = ids.next().toString();
    Instant lastSave = clock.instant();
    if (!cursors.lease(
        organizationId, subscriber, token, behind.position(), lastSave, lastSave.plus(LEASE))) {
      return;
    }
    Map<String, Instant> waiting = parked.waitUntil(organizationId, subscriber, subjects(events));
    for (RecordedEvent event : events) {
      if (!deliver(event, token, waiting)) {
        return;
      }
      Instant now = clock.instant();
      if (now.isAfter(lastSave.plus(LEASE.dividedBy(4)))) {
        if (!cursors.advance(organizationId, subscriber, token, event.seq(), now.plus(LEASE))) {
          return;
        }
        lastSave = now;
      }
    }
    long reached = events.size() < BATCH ? behind.head() : events.getLast().seq();
    cursors.advance(organizationId, subscriber, token, reached, Instant.EPOCH);
  }

  private static Set<String> subjects(List<RecordedEvent> events) {
    return events.stream().map(event -> event.subject().toString()).collect(Collectors.toSet());
  }

  /** Hands over an event or parks it; false when the lease was lost, and nothing was noted. */
  private boolean deliver(RecordedEvent event, String token, Map<String, Instant> waiting) {
    String subject = event.subject().toString();
    Instant earlierAt = waiting.get(subject);
    if (earlierAt != null) {
      return park(event, token, 0, earlierAt, "waits for an earlier event of its subject");
    }
    try {
      handler.handle(event);
      return true;
    } catch (RuntimeException | Error e) {
      Instant nextAt = clock.instant().plus(ParkedEventWorker.pause(1));
      waiting.put(subject, nextAt);
      return park(event, token, 1, nextAt, describe(e));
    }
  }

  private boolean park(
      RecordedEvent event, String token, int attempts, Instant nextAt, String error) {
    OrganizationId organizationId = event.organizationId();
    DeadLetter letter =
        new DeadLetter(
            subscriber, event.seq(), event.subject().toString(), attempts, nextAt, false, error);
    return database.inOrganization(
        organizationId,
        transaction -> {
          Instant leaseUntil = clock.instant().plus(LEASE);
          if (!cursors.advance(transaction, subscriber, token, event.seq(), leaseUntil)) {
            return false;
          }
          parked.parkAndSchedule(organizationId, letter, dueWork);
          return true;
        });
  }

  /** What was thrown and where; its message may hold personal data and stays out. */
  static String describe(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return thrown.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
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

  /** Who appends an event for us wakes us; looking a second time would only cost. */
  @Override
  public Optional<Instant> nextLook() {
    return Optional.empty();
  }
}
