package io.mce.lead;

import io.mce.event.DomainEvent;
import io.mce.event.Events;
import io.mce.event.Projection;
import io.mce.event.RecordedEvent;
import io.mce.job.DueWork;
import io.mce.job.DueWork.Lease;
import io.mce.job.Startable;
import io.mce.job.Worker;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Transaction;
import io.mce.secret.MatchKeys;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds leads that may be one person: those that were captured or edited, soon after it and outside
 * of what captures them, and all of them when somebody asks, some hundred to a transaction. What
 * was looked through stays so when a process dies.
 */
final class SuggestionFinder implements Projection, Worker, Startable {

  static final String KIND = "merge-scan";
  private static final String SUBSCRIBER = "merge-suggestions";
  private static final String LIKE = "lead-likeness";
  private static final int BATCH = 200;
  private static final Duration LEASE = Duration.ofMinutes(1);

  /** Of an address or a company that very many share, so many others are suggested at most. */
  private static final int MOST_OF_ONE = 5;

  private static final int MOST_LIKES = 2_000;

  private final Events events;
  private final Database database;
  private final LeadStore leads;
  private final IdentifierStore identifiers;
  private final SuggestionStore store;
  private final MatchKeys matchKeys;
  private final DueWork dueWork;
  private final Clock clock;

  @Inject
  SuggestionFinder(
      Events events,
      Database database,
      LeadStore leads,
      IdentifierStore identifiers,
      SuggestionStore store,
      MatchKeys matchKeys,
      DueWork dueWork,
      Clock clock) {
    this.events = events;
    this.database = database;
    this.leads = leads;
    this.identifiers = identifiers;
    this.store = store;
    this.matchKeys = matchKeys;
    this.dueWork = dueWork;
    this.clock = clock;
  }

  @Override
  public void start() {
    Set<Class<? extends DomainEvent>> types =
        Set.of(LeadCaptured.class, LeadUpdated.class, LeadRestored.class);
    events.project(SUBSCRIBER, types, this);
  }

  @Override
  public void apply(Transaction transaction, List<RecordedEvent> recorded) {
    Set<LeadId> changed = new LinkedHashSet<>();
    recorded.forEach(event -> changed.add(LeadId.of(event.subject().id())));
    find(transaction.organizationId(), changed);
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public Optional<String> kind() {
    return Optional.of(KIND);
  }

  @Override
  public Optional<Instant> nextDue() {
    return dueWork.nextDue(KIND);
  }

  @Override
  public boolean runOnce() {
    Optional<Lease> lease = dueWork.claim(KIND, LEASE);
    lease.ifPresent(this::scan);
    return lease.isPresent();
  }

  /** Looks through some leads; what comes behind them is work of its own. */
  private void scan(Lease lease) {
    OrganizationId organizationId = lease.organizationId();
    database.runInOrganization(
        organizationId,
        transaction -> {
          List<LeadId> some = store.leadsAfter(organizationId, lease.key(), BATCH);
          find(organizationId, some);
          if (some.size() == BATCH) {
            dueWork.schedule(organizationId, KIND, some.getLast().toString(), clock.instant());
          }
        });
    dueWork.complete(lease, Optional.empty());
  }

  /** Finds who may be one person with these leads. */
  private void find(OrganizationId organizationId, Collection<LeadId> leadIds) {
    Map<LeadId, LeadRow> rows = present(organizationId, leadIds);
    Map<SuggestionStore.Found, Integer> found = new LinkedHashMap<>();
    sameEmail(organizationId, rows, found);
    likeNames(organizationId, rows, found);
    Map<List<LeadId>, SuggestionStore.Found> pairs = new LinkedHashMap<>();
    found.keySet().forEach(each -> pairs.putIfAbsent(List.of(each.first(), each.second()), each));
    store.insertAll(organizationId, pairs.values(), clock.instant());
  }

  private Map<LeadId, LeadRow> present(OrganizationId organizationId, Collection<LeadId> leadIds) {
    Map<LeadId, LeadRow> rows = new LinkedHashMap<>();
    for (LeadRow row : leads.rows(organizationId, leadIds)) {
      if (!row.deleted()) {
        rows.put(row.id(), row);
      }
    }
    return rows;
  }

  private void sameEmail(
      OrganizationId organizationId,
      Map<LeadId, LeadRow> rows,
      Map<SuggestionStore.Found, Integer> found) {
    Map<String, Set<LeadId>> byEmail = new HashMap<>();
    identifiers
        .of(organizationId, rows.keySet())
        .values()
        .forEach(names ->
            names.stream()
                .filter(name -> name.kind() == IdentifierKind.EMAIL)
                .forEach(name ->
                    byEmail
                        .computeIfAbsent(name.matchKey(), key -> new TreeSet<>(byId()))
                        .add(name.leadId())));
    Set<LeadId> owners = identifiers.ownersOfEmails(organizationId, byEmail.keySet());
    identifiers
        .of(organizationId, others(organizationId, owners, rows).keySet())
        .values()
        .forEach(names ->
            names.forEach(name -> {
              Set<LeadId> sharing = byEmail.get(name.matchKey());
              if (sharing != null) {
                sharing.add(name.leadId());
              }
            }));
    byEmail
        .values()
        .forEach(sharing ->
            sharing.stream()
                .filter(rows::containsKey)
                .forEach(one ->
                    sharing.stream()
                        .filter(other -> !other.equals(one))
                        .limit(MOST_OF_ONE)
                        .forEach(other ->
                            found.put(
                                SuggestionStore.Found.of(
                                    one, other, MergeSuggestion.Reason.SAME_EMAIL, 100),
                                100))));
  }

  /** Loads those of the leads that are not known yet. */
  private Map<LeadId, LeadRow> others(
      OrganizationId organizationId, Set<LeadId> leadIds, Map<LeadId, LeadRow> known) {
    Set<LeadId> others = new HashSet<>(leadIds);
    others.removeAll(known.keySet());
    return others.isEmpty() ? Map.of() : present(organizationId, others);
  }

  private static Comparator<LeadId> byId() {
    return Comparator.comparing(LeadId::toString);
  }

  private void likeNames(
      OrganizationId organizationId,
      Map<LeadId, LeadRow> rows,
      Map<SuggestionStore.Found, Integer> found) {
    Map<LeadId, String> keys = new LinkedHashMap<>();
    rows.values()
        .forEach(row ->
            Likeness.key(row.name(), row.company())
                .ifPresent(
                    key -> keys.put(row.id(), matchKeys.matchKey(organizationId, LIKE, key))));
    store.putLikes(organizationId, keys);
    Map<String, Set<LeadId>> byKey = new HashMap<>();
    Set<LeadId> all = new HashSet<>();
    for (SuggestionStore.Like like :
        store.likes(organizationId, new TreeSet<>(keys.values()), MOST_LIKES)) {
      byKey.computeIfAbsent(like.key(), key -> new LinkedHashSet<>()).add(like.leadId());
      all.add(like.leadId());
    }
    Map<LeadId, LeadRow> others = new HashMap<>(rows);
    others.putAll(others(organizationId, all, rows));
    rows.forEach((leadId, row) -> {
      String key = keys.getOrDefault(leadId, "");
      byKey.getOrDefault(key, Set.of()).stream()
          .filter(other -> !other.equals(leadId))
          .flatMap(other -> Optional.ofNullable(others.get(other)).stream())
          .map(other ->
              SuggestionStore.Found.of(
                  leadId,
                  other.id(),
                  MergeSuggestion.Reason.LIKE_NAME_AND_COMPANY,
                  Likeness.of(row.name(), other.name())))
          .filter(each -> each.likeness() >= Likeness.LIKELY)
          .limit(MOST_OF_ONE)
          .forEach(each -> found.put(each, each.likeness()));
    });
  }
}
