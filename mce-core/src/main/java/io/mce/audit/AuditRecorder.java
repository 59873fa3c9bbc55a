package io.mce.audit;

import io.mce.event.DomainEvent;
import io.mce.event.EventName.Audited;
import io.mce.event.Events;
import io.mce.event.Projection;
import io.mce.event.RecordedEvent;
import io.mce.job.Startable;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Transaction;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Chains what the event log says to the trail, exactly once. */
final class AuditRecorder implements Projection, Startable {

  private static final String SUBSCRIBER = "audit";

  private final Database database;
  private final Events events;
  private final AuditStore store;
  private final Map<String, Audited> audited;

  @Inject
  AuditRecorder(
      Database database, Events events, AuditStore store, Set<Class<? extends DomainEvent>> types) {
    this.database = database;
    this.events = events;
    this.store = store;
    this.audited = types.stream().collect(Collectors.toMap(Events::nameOf, Events::auditedOf));
  }

  @Override
  public void start() {
    Set<String> names =
        audited.entrySet().stream()
            .filter(entry -> entry.getValue() != Audited.NEVER)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    events.projectNames(SUBSCRIBER, names, this);
  }

  @Override
  public void apply(Transaction transaction, List<RecordedEvent> recorded) {
    List<RecordedEvent> wanted = recorded.stream().filter(this::isWanted).toList();
    if (wanted.isEmpty()) {
      return;
    }
    OrganizationId organizationId = transaction.organizationId();
    // Two may append when one applies late what was set aside.
    database.takeTurns(organizationId, SUBSCRIBER, Set.of(SUBSCRIBER));
    AuditChain.Head head =
        store.head(organizationId).orElse(new AuditChain.Head(0, AuditChain.START));
    List<ChainedEntry> entries = new ArrayList<>();
    for (RecordedEvent event : wanted) {
      ChainedEntry entry = ChainedEntry.of(event, head.number() + 1, head.hash());
      entries.add(entry);
      head = new AuditChain.Head(entry.number(), entry.hash());
    }
    store.append(transaction, entries);
  }

  /** The stable names of all types of event. */
  Set<String> known() {
    return audited.keySet();
  }

  private boolean isWanted(RecordedEvent event) {
    return switch (audited.getOrDefault(event.name(), Audited.ALWAYS)) {
      case ALWAYS -> true;
      case UNLESS_AUTOMATIC -> event.actorKind() != Actor.Kind.ENGINE;
      case NEVER -> false;
    };
  }
}
