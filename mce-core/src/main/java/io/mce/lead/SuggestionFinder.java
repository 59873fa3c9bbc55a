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
import java.util.function.Consumer;

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
    prepare(transaction.organizationId(), recorded).accept(transaction);
  }

  @Override
  public Consumer<Transaction> prepare(
      OrganizationId organizationId, List<RecordedEvent> recorded) {
    Set<LeadId> changed = new LinkedHashSet<>();
    recorded.forEach(event -> changed.add(LeadId.of(event.subject().id())));
    Findings findings = find(organizationId, changed);
    return transaction -> store(organizationId, findings);
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
          store(organizationId, find(organizationId, some));
          if (some.size() == BATCH) {
            dueWork.schedule(organizationId, KIND, some.getLast().toString(), clock.instant());
          }
        });
    dueWork.complete(lease, Optional.empty());
  }

  /**
   * What was found about some leads.
   *
   * @param keys what each has in common with those that are like it
   */
  private record Findings(Map<LeadId, String> keys, Collection<SuggestionStore.Found> pairs) {}

  /** Finds who may be one person with these leads. */
  private Findings find(OrganizationId organizationId, Collection<LeadId> leadIds) {
    Map<LeadId, SuggestionStore.Candidate> rows = present(organizationId, leadIds);
    Map<LeadId, String> keys = keys(organizationId, rows.values());
    Set<SuggestionStore.Found> found = new LinkedHashSet<>();
    sameEmail(organizationId, rows, found);
    likeNames(organizationId, rows, keys, found);
    Map<List<LeadId>, SuggestionStore.Found> pairs = new LinkedHashMap<>();
    found.forEach(each -> pairs.putIfAbsent(List.of(each.first(), each.second()), each));
    return new Findings(keys, pairs.values());
  }

  /** Stores what was found, except of a lead that was deleted or erased since. */
  private void store(OrganizationId organizationId, Findings findings) {
    Map<LeadId, String> keys = new LinkedHashMap<>(findings.keys());
    keys.keySet().retainAll(leads.keep(organizationId, keys.keySet()));
    store.putLikes(organizationId, keys);
    store.insertAll(organizationId, findings.pairs(), clock.instant());
  }

  private Map<LeadId, String> keys(
      OrganizationId organizationId, Collection<SuggestionStore.Candidate> candidates) {
    Map<LeadId, String> keys = new LinkedHashMap<>();
    candidates.forEach(each ->
        Likeness.key(each.name(), each.company())
            .ifPresent(key -> keys.put(each.id(), matchKeys.matchKey(organizationId, LIKE, key))));
    return keys;
  }

  private Map<LeadId, SuggestionStore.Candidate> present(
      OrganizationId organizationId, Collection<LeadId> leadIds) {
    Map<LeadId, SuggestionStore.Candidate> present = new LinkedHashMap<>();
    store.candidates(organizationId, leadIds).forEach(each -> present.put(each.id(), each));
    return present;
  }

  private void sameEmail(
      OrganizationId organizationId,
      Map<LeadId, SuggestionStore.Candidate> rows,
      Set<SuggestionStore.Found> found) {
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
        .of(organizationId, others(organizationId, owners, rows.keySet()))
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
                            found.add(
                                SuggestionStore.Found.of(
                                    one, other, MergeSuggestion.Reason.SAME_EMAIL, 100)))));
  }

  /** Those of the leads that are there and not looked at now. */
  private Set<LeadId> others(
      OrganizationId organizationId, Set<LeadId> leadIds, Set<LeadId> known) {
    Set<LeadId> others = new HashSet<>(leadIds);
    others.removeAll(known);
    return present(organizationId, others).keySet();
  }

  private static Comparator<LeadId> byId() {
    return Comparator.comparing(LeadId::toString);
  }

  private void likeNames(
      OrganizationId organizationId,
      Map<LeadId, SuggestionStore.Candidate> rows,
      Map<LeadId, String> keys,
      Set<SuggestionStore.Found> found) {
    Map<String, Map<LeadId, String>> byKey = new HashMap<>();
    store
        .likes(organizationId, new TreeSet<>(keys.values()), MOST_LIKES)
        .forEach(like ->
            byKey
                .computeIfAbsent(like.key(), key -> new LinkedHashMap<>())
                .put(like.leadId(), like.name()));
    // Those that are looked at now are not stored yet, or with an older name.
    rows.forEach((leadId, row) -> {
      String key = keys.get(leadId);
      if (key != null) {
        byKey.computeIfAbsent(key, each -> new LinkedHashMap<>()).put(leadId, row.name());
      }
    });
    rows.forEach((leadId, row) ->
        byKey.getOrDefault(keys.getOrDefault(leadId, ""), Map.of()).entrySet().stream()
            .filter(other -> !other.getKey().equals(leadId))
            .map(other ->
                SuggestionStore.Found.of(
                    leadId,
                    other.getKey(),
                    MergeSuggestion.Reason.LIKE_NAME_AND_COMPANY,
                    Likeness.of(row.name(), other.getValue())))
            .filter(each -> each.likeness() >= Likeness.LIKELY)
            .limit(MOST_OF_ONE)
            .forEach(found::add));
  }
}
