package io.mce.event;

import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Transaction;
import io.mce.spi.Internal;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The durable event log of each organization. Thread-safe.
 *
 * <p>Events of one organization are numbered without gaps in the order their transactions commit.
 * Whoever reads on from a number misses nothing.
 */
public final class Events {

  /** Order among what runs before commit: numbering is last, so that its lock is held briefly. */
  private static final String ORDER_KEY = "9-event-log";

  private static final ConcurrentHashMap<Class<?>, EventName> NAMES = new ConcurrentHashMap<>();

  private final Database database;
  private final EventStore store;
  private final Subscriptions subscriptions;
  private final LiveEvents live;
  private final EnvelopeSeal envelope;
  private final Clock clock;
  private final Set<Class<? extends DomainEvent>> types;

  @Inject
  Events(
      Database database,
      EventStore store,
      Subscriptions subscriptions,
      LiveEvents live,
      EnvelopeSeal envelope,
      Clock clock,
      Set<Class<? extends DomainEvent>> types) {
    this.database = database;
    this.store = store;
    this.subscriptions = subscriptions;
    this.live = live;
    this.envelope = envelope;
    this.clock = clock;
    this.types = types;
  }

  /** Appends an event without values that changed; see the other. */
  public void append(Actor actor, DomainEvent event) {
    append(actor, event, Changes.NONE);
  }

  /**
   * Appends an event to the log of the actor's organization, with the commit of the open
   * transaction. For the features of the engine.
   *
   * @param changes what is different now, for the audit trail; stored sealed
   * @throws IllegalStateException without an open transaction: an event without its change, or a
   *     change without its event, must not be
   */
  public void append(Actor actor, DomainEvent event, Changes changes) {
    Transaction transaction =
        database
            .current()
            .orElseThrow(() -> new IllegalStateException("an event needs its transaction"));
    EventName name = annotation(event.getClass());
    Pending pending = transaction.attachment(Pending.class, Pending::new);
    pending.events.add(
        new EventStore.PendingEvent(
            actor,
            name.value(),
            name.version(),
            event.subject(),
            clock.instant(),
            Json.write(event),
            envelope.sealOrigin(actor),
            envelope.sealChanges(actor.organizationId(), event.subject(), changes)));
    transaction.beforeCommit(ORDER_KEY, () -> flush(transaction, pending));
  }

  private void flush(Transaction transaction, Pending pending) {
    store.append(transaction, pending.events);
    Set<String> names =
        pending.events.stream().map(EventStore.PendingEvent::name).collect(Collectors.toSet());
    pending.events.clear();
    transaction.afterCommit(() -> subscriptions.wake(names));
  }

  /**
   * Subscribes durably to one type of event of every organization, from the oldest event the log
   * holds: at least once, in order per subject, also after a restart.
   *
   * @param subscriber stable name; the position is stored under it
   */
  public <E extends DomainEvent> void subscribe(
      String subscriber, Class<E> type, Consumer<E> handler) {
    subscribe(subscriber, Set.of(type), event -> handler.accept(event.as(type)));
  }

  /** Subscribes durably to several types of event; see {@link #subscribe}. */
  public void subscribe(
      String subscriber, Set<Class<? extends DomainEvent>> types, EventHandler handler) {
    subscriptions.add(subscriber, names(types), handler);
  }

  /**
   * Subscribes durably to every type of event that has a role, so that a low feature hears of high
   * ones that it does not know. The handler gets the record from {@link #typed}.
   */
  public void subscribeRole(String subscriber, Class<?> role, EventHandler handler) {
    Set<Class<? extends DomainEvent>> playing = playing(role);
    if (!playing.isEmpty()) {
      subscribe(subscriber, playing, handler);
    }
  }

  /** Returns the event as its own record. */
  public DomainEvent typed(RecordedEvent event) {
    return types.stream()
        .filter(type -> nameOf(type).equals(event.name()))
        .findFirst()
        .<DomainEvent>map(event::as)
        .orElseThrow(
            () -> new IllegalStateException("no feature publishes events named " + event.name()));
  }

  /** Subscribes durably to every event; see {@link #subscribe}. */
  public void subscribeAll(String subscriber, EventHandler handler) {
    subscriptions.add(subscriber, null, handler);
  }

  /** Folds events into rows, exactly once; see {@link Projection}. */
  public void project(
      String subscriber, Set<Class<? extends DomainEvent>> types, Projection projection) {
    subscriptions.project(subscriber, names(types), projection);
  }

  /** Folds events of these names into rows, exactly once; see {@link Projection}. */
  public void projectNames(String subscriber, Set<String> names, Projection projection) {
    subscriptions.project(subscriber, names, projection);
  }

  /** Folds every type of event that has a role, exactly once; see {@link #subscribeRole}. */
  public void projectRole(String subscriber, Class<?> role, Projection projection) {
    Set<Class<? extends DomainEvent>> playing = playing(role);
    if (!playing.isEmpty()) {
      project(subscriber, playing, projection);
    }
  }

  /** Folds every type of event that has a role, and these, exactly once. */
  public void projectRole(
      String subscriber,
      Class<?> role,
      Set<Class<? extends DomainEvent>> others,
      Projection projection) {
    Set<Class<? extends DomainEvent>> all = new HashSet<>(playing(role));
    all.addAll(others);
    project(subscriber, all, projection);
  }

  private Set<Class<? extends DomainEvent>> playing(Class<?> role) {
    return types.stream().filter(role::isAssignableFrom).collect(Collectors.toSet());
  }

  /** Returns events after a cursor, oldest first; zero is before the first. */
  public EventBatch since(Actor actor, long cursor, int limit) {
    actor.require(Permission.LEAD_READ);
    return visible(actor, live.since(actor.organizationId(), cursor, limit));
  }

  /** Returns the newest events of these types, newest first. */
  public List<RecordedEvent> latest(
      Actor actor, Set<Class<? extends DomainEvent>> types, int limit) {
    actor.require(Permission.LEAD_READ);
    types.forEach(type -> actor.require(annotation(type).readBy()));
    return store.latest(actor.organizationId(), names(types), limit);
  }

  /** Returns the cursor of the newest event. */
  public long head(Actor actor) {
    return store.head(actor.organizationId());
  }

  /**
   * Follows the log live from a cursor. The listener is called on a thread of the engine, one batch
   * at a time, and must not block; it hears of events of every node.
   *
   * @return closes the tail
   */
  public AutoCloseable tail(Actor actor, long cursor, Consumer<EventBatch> listener) {
    actor.require(Permission.LEAD_READ);
    return live.tail(
        actor.organizationId(), cursor, batch -> listener.accept(visible(actor, batch)));
  }

  /** Leaves out what the actor may not read; the cursor stays, so that nothing is read twice. */
  private EventBatch visible(Actor actor, EventBatch batch) {
    Set<String> hidden =
        types.stream()
            .map(Events::annotation)
            .filter(name -> !actor.permissions().contains(name.readBy()))
            .map(EventName::value)
            .collect(Collectors.toSet());
    return hidden.isEmpty()
        ? batch
        : new EventBatch(
            batch.events().stream().filter(event -> !hidden.contains(event.name())).toList(),
            batch.cursor(),
            batch.reset());
  }

  /**
   * Returns a page of what subscribers could not handle yet or gave up on, subscriber by
   * subscriber, oldest first.
   */
  public Page<DeadLetter> deadLetters(Actor actor, PageRequest page) {
    actor.require(Permission.ORGANIZATION_MANAGE);
    return subscriptions.deadLetters(actor.organizationId(), page);
  }

  /** Tries a dead letter again, now; a projection applies it after what it applied since. */
  public void retry(Actor actor, String subscriber, long seq) {
    actor.require(Permission.ORGANIZATION_MANAGE);
    database.runInOrganization(
        actor.organizationId(),
        transaction -> {
          if (!subscriptions.retry(actor.organizationId(), subscriber, seq)) {
            throw MceException.notFound("dead letter");
          }
          append(actor, new DeadLetterRetried(subscriber, seq));
        });
  }

  /** Returns the stable name of an event type. */
  public static String nameOf(Class<? extends DomainEvent> type) {
    return annotation(type).value();
  }

  /** Returns which events of a type the audit trail records. */
  public static EventName.Audited auditedOf(Class<? extends DomainEvent> type) {
    return annotation(type).audited();
  }

  /** Opens what changed with an event; empty when the person it is about was erased. */
  @Internal
  public Optional<Changes> openChanges(
      OrganizationId organizationId, Subject subject, String sealed) {
    return envelope.openChanges(organizationId, subject, sealed);
  }

  /** Opens from where the actor of an event acted. */
  @Internal
  public Optional<String> openOrigin(OrganizationId organizationId, String sealed) {
    return envelope.openOrigin(organizationId, sealed);
  }

  private static Set<String> names(Set<Class<? extends DomainEvent>> types) {
    return types.stream().map(Events::nameOf).collect(Collectors.toSet());
  }

  private static EventName annotation(Class<?> type) {
    return NAMES.computeIfAbsent(
        type,
        each -> {
          EventName name = each.getAnnotation(EventName.class);
          if (name == null) {
            throw new MceException(
                ErrorCode.CONFIGURATION,
                "The event " + each.getName() + " has no stable name; annotate it.");
          }
          return name;
        });
  }

  private static final class Pending {
    private final List<EventStore.PendingEvent> events = new ArrayList<>();
  }
}
