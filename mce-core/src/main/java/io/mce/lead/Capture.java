package io.mce.lead;

import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.lead.IdentifierStore.NewIdentifier;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Turns details into leads, many at a time with few statements: looks all names up at once, lays
 * the drafts over what is known in memory and in order, and stores the outcome in batches.
 *
 * <p>Names are stored before leads. Whoever captures the same phone at the same time waits there;
 * the one who comes second finds the name taken, drops the lead not yet stored and merges into the
 * one that was first. An e-mail address may be shared and is never taken: who captures the same one
 * waits before looking it up.
 */
final class Capture {

  private static final int ROUNDS = 10;

  private final Database database;
  private final LeadStore leads;
  private final IdentifierStore identifierStore;
  private final Identifiers identifiers;
  private final DoNotContact doNotContact;
  private final ArchiveStore archive;
  private final LeadUndoStore undo;
  private final LeadMerging merging;
  private final MergePolicies policies;
  private final LeadFieldIndex fieldIndex;
  private final SuggestionStore suggestions;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  Capture(
      Database database,
      LeadStore leads,
      IdentifierStore identifierStore,
      Identifiers identifiers,
      DoNotContact doNotContact,
      ArchiveStore archive,
      LeadUndoStore undo,
      LeadMerging merging,
      MergePolicies policies,
      LeadFieldIndex fieldIndex,
      SuggestionStore suggestions,
      Events events,
      Clock clock,
      IdGenerator ids) {
    this.database = database;
    this.leads = leads;
    this.identifierStore = identifierStore;
    this.identifiers = identifiers;
    this.doNotContact = doNotContact;
    this.archive = archive;
    this.undo = undo;
    this.merging = merging;
    this.policies = policies;
    this.fieldIndex = fieldIndex;
    this.suggestions = suggestions;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /** One draft on its way. */
  private record Draft(int index, LeadDetails details, List<Identifier> names) {}

  /** Where a draft ended. */
  private record Placed(Draft draft, Candidate candidate, CaptureOutcome outcome) {}

  /** By which what a draft says is joined with what is known. */
  private record Rules(MergePolicy policy, TypedFields typed) {}

  private Rules rules(OrganizationId organizationId) {
    TypedFields typed = fieldIndex.rules(organizationId);
    return new Rules(typed.policy(policies.of(organizationId)), typed);
  }

  /** Captures inside the open transaction; results are in the order of the details. */
  List<CaptureResult> captureAll(Actor actor, List<LeadDetails> details, CaptureTerms terms) {
    OrganizationId organizationId = actor.organizationId();
    List<Draft> pending = new ArrayList<>(details.size());
    for (LeadDetails each : details) {
      pending.add(new Draft(pending.size(), each, identifiers.of(organizationId, each)));
    }
    database.takeTurns(organizationId, "lead-email", emails(pending));
    Rules rules = rules(organizationId);
    TreeMap<Integer, CaptureResult> results = new TreeMap<>();
    for (int round = 1; !pending.isEmpty(); round++) {
      if (round > ROUNDS) {
        throw new MceException(
            ErrorCode.CONFLICT, "The same leads are being changed all the time; try again.");
      }
      pending = captureRound(actor, pending, terms, rules, results);
    }
    return List.copyOf(results.values());
  }

  /** The names that no unique key keeps from being stored twice at the same time. */
  private static Set<String> emails(List<Draft> drafts) {
    return drafts.stream()
        .flatMap(draft -> draft.names().stream())
        .filter(name -> !name.kind().isUnique())
        .map(Identifier::matchKey)
        .collect(Collectors.toSet());
  }

  /** Captures what nobody else captures at the same time; returns the drafts that lost. */
  private List<Draft> captureRound(
      Actor actor,
      List<Draft> drafts,
      CaptureTerms terms,
      Rules rules,
      Map<Integer, CaptureResult> results) {
    OrganizationId organizationId = actor.organizationId();
    Instant now = clock.instant();
    List<Placed> placed =
        place(drafts, joined(actor, drafts, terms, rules.policy(), now), terms, rules, now);
    Set<Candidate> lost = storeNames(organizationId, candidates(placed), now);
    lost.stream()
        .filter(candidate -> !candidate.isNew())
        .forEach(candidate -> doNotContact.follow(actor, candidate.lead().id()));
    lost.addAll(storeMerged(actor, placed, lost, terms, now));
    storeNew(actor, placed, lost, terms);
    List<Draft> again = new ArrayList<>();
    for (Placed each : placed) {
      if (lost.contains(each.candidate())) {
        again.add(each.draft());
      } else {
        results.put(
            each.draft().index(),
            new CaptureResult(
                each.outcome(), each.candidate().lead().id(), each.candidate().importId()));
      }
    }
    return again;
  }

  /**
   * Looks at drafts as a capture would and writes nothing; remembers them, so that a later one
   * about the same person counts as a repetition. Where a file says more and more about one person
   * it can only guess which of its rows will bring news.
   */
  Foresight foresight(OrganizationId organizationId) {
    Rules rules = rules(organizationId);
    return new Foresight() {
      private final KeySet seen = new KeySet();
      private final KeySet withoutPhone = new KeySet();
      private final KeySet updated = new KeySet();

      @Override
      public List<Foreseen> of(List<LeadDetails> details) {
        List<Draft> drafts = new ArrayList<>(details.size());
        for (LeadDetails each : details) {
          drafts.add(new Draft(drafts.size(), each, identifiers.of(organizationId, each)));
        }
        Matching matching = known(organizationId, drafts, rules.policy()).matching();
        List<Placed> placed = place(drafts, matching, CaptureTerms.plain(), rules, clock.instant());
        List<Foreseen> foreseen = placed.stream().map(this::foreseen).toList();
        placed.forEach(each -> remember(each.draft()));
        return foreseen;
      }

      private Foreseen foreseen(Placed placed) {
        Candidate candidate = placed.candidate();
        if (candidate.isNew()) {
          boolean isFirst =
              placed.outcome() == CaptureOutcome.CREATED && !repeats(placed.draft().names());
          return new Foreseen(
              isFirst ? CaptureOutcome.CREATED : CaptureOutcome.SKIPPED,
              Optional.empty(),
              Optional.empty());
        }
        String id = candidate.lead().id().toString();
        boolean isNews = placed.outcome() == CaptureOutcome.MERGED && !updated.contains(id);
        if (isNews) {
          updated.add(id);
        }
        return new Foreseen(
            isNews ? CaptureOutcome.MERGED : CaptureOutcome.SKIPPED,
            Optional.of(candidate.lead().id()),
            candidate.importId());
      }

      private boolean repeats(List<Identifier> names) {
        boolean hasPhone = hasPhone(names);
        return names.stream()
            .anyMatch(name ->
                (name.kind().isUnique() || !hasPhone)
                    ? seen.contains(name.matchKey())
                    : withoutPhone.contains(name.matchKey()));
      }

      private void remember(Draft draft) {
        boolean hasPhone = hasPhone(draft.names());
        for (Identifier name : draft.names()) {
          seen.add(name.matchKey());
          if (!name.kind().isUnique() && !hasPhone) {
            withoutPhone.add(name.matchKey());
          }
        }
      }

      private boolean hasPhone(List<Identifier> names) {
        return names.stream().anyMatch(name -> name.kind() == IdentifierKind.PHONE);
      }
    };
  }

  /**
   * What is known of those whom drafts name.
   *
   * @param gone leads whose names are free: erased, or removed by the undo of an import
   */
  private record Known(Matching matching, Set<LeadId> gone, Set<LeadId> undone) {}

  /** Loads what is known, and frees the names of leads that are gone. */
  private Matching released(Actor actor, List<Draft> drafts, MergePolicy policy, Instant now) {
    OrganizationId organizationId = actor.organizationId();
    Known known = known(organizationId, drafts, policy);
    for (LeadId leadId : known.undone()) {
      archive.erase(organizationId, leadId, now);
      events.append(actor, new LeadPurged(leadId));
    }
    // Names that an earlier round gave to a lead that was being erased.
    identifierStore.deleteOf(organizationId, known.gone());
    return known.matching();
  }

  /** Loads whom the drafts are about; leads that a draft shows to be one person become one. */
  private Matching joined(
      Actor actor, List<Draft> drafts, CaptureTerms terms, MergePolicy policy, Instant now) {
    Matching matching = released(actor, drafts, policy, now);
    Set<LeadId> survivors = new HashSet<>();
    int rounds = 0;
    while (joinSeveral(actor, matching, terms, policy, survivors)) {
      if (rounds++ > ROUNDS) {
        throw new MceException(
            ErrorCode.CONFLICT, "The same leads are being changed all the time; try again.");
      }
      matching = known(actor.organizationId(), drafts, policy).matching();
    }
    matching.persons().values().stream()
        .filter(candidate -> survivors.contains(candidate.lead().id()))
        .forEach(Candidate::toldSomethingNew);
    return matching;
  }

  /** Merges those who are one; false when there are none, or people said that they are not. */
  private boolean joinSeveral(
      Actor actor,
      Matching matching,
      CaptureTerms terms,
      MergePolicy policy,
      Set<LeadId> survivors) {
    boolean joined = false;
    for (List<Candidate> group : matching.several()) {
      List<LeadId> ids = group.stream().map(each -> each.lead().id()).toList();
      Set<Set<LeadId>> apart = suggestions.dismissedAmong(actor.organizationId(), ids);
      LeadId survivor = ids.getFirst();
      for (LeadId other : ids.subList(1, ids.size())) {
        if (!apart.contains(Set.of(survivor, other))) {
          merge(actor, survivor, other, terms, policy);
          survivors.add(survivor);
          joined = true;
        }
      }
    }
    return joined;
  }

  /** An import remembers what it merged, so that it can be undone. */
  private void merge(
      Actor actor, LeadId survivor, LeadId other, CaptureTerms terms, MergePolicy policy) {
    OrganizationId organizationId = actor.organizationId();
    long version = leads.rows(organizationId, Set.of(survivor)).getFirst().version();
    LeadMerge merge = merging.merge(actor, survivor, other, policy, Map.of());
    terms
        .importId()
        .ifPresent(importId ->
            undo.insertAll(
                organizationId, List.of(LeadUndoStore.Entry.of(importId, merge, version))));
  }

  /** Loads every lead that has a name of one of the drafts. */
  private Known known(OrganizationId organizationId, List<Draft> drafts, MergePolicy policy) {
    Set<String> unique = new HashSet<>();
    Set<String> emails = new HashSet<>();
    Matching matching = new Matching(policy.sameEmail() == SameEmail.JOIN);
    for (Draft draft : drafts) {
      matching.draft(draft.names());
      for (Identifier name : draft.names()) {
        (name.kind().isUnique() ? unique : emails).add(name.matchKey());
      }
    }
    Set<LeadId> owners =
        new HashSet<>(identifierStore.ownersOfUnique(organizationId, unique).values());
    owners.addAll(identifierStore.ownersOfEmails(organizationId, emails));
    Map<LeadId, List<StoredIdentifier>> names = identifierStore.of(organizationId, owners);
    List<LeadRow> rows = leads.rows(organizationId, owners);
    Set<LeadId> undone = new TreeSet<>(Comparator.comparing(LeadId::toString));
    for (LeadRow row : rows) {
      owners.remove(row.id());
      if (row.undone()) {
        undone.add(row.id());
        continue;
      }
      List<StoredIdentifier> ofLead = names.getOrDefault(row.id(), List.of());
      matching.lead(
          Candidate.existing(leads.lead(organizationId, row, ofLead), row.deleted(), ofLead),
          ofLead);
    }
    return new Known(matching, owners, undone);
  }

  private List<Placed> place(
      List<Draft> drafts, Matching matching, CaptureTerms terms, Rules rules, Instant now) {
    Map<String, Candidate> persons = matching.persons();
    List<Placed> placed = new ArrayList<>(drafts.size());
    for (Draft draft : drafts) {
      String root = matching.root(draft.names());
      Candidate found = matching.owner(draft.names()).orElse(persons.get(root));
      if (found == null) {
        Candidate created = Candidate.created(newLead(draft.details(), terms, now), draft.names());
        persons.put(root, created);
        placed.add(new Placed(draft, created, CaptureOutcome.CREATED));
      } else {
        boolean news =
            found.merge(
                draft.details(),
                matching.free(draft.names(), found),
                rules.policy(),
                rules.typed());
        placed.add(new Placed(draft, found, news ? CaptureOutcome.MERGED : CaptureOutcome.SKIPPED));
      }
    }
    return placed;
  }

  private Lead newLead(LeadDetails details, CaptureTerms terms, Instant now) {
    return new Lead(
        new LeadId(ids.next()),
        details.name(),
        details.phone(),
        details.email(),
        details.channelIds(),
        details.company(),
        details.source(),
        LeadStatus.NEW,
        0,
        List.of(),
        Optional.empty(),
        Automation.ACTIVE,
        details.tags(),
        details.metadata(),
        details.project(),
        terms.importId(),
        now,
        now,
        1);
  }

  /** Stores new names; returns those one of whose names was taken in the meantime. */
  private Set<Candidate> storeNames(
      OrganizationId organizationId, List<Candidate> candidates, Instant now) {
    List<NewIdentifier> rows = new ArrayList<>();
    for (Candidate candidate : candidates) {
      Set<IdentifierKind> kinds = EnumSet.noneOf(IdentifierKind.class);
      int later = 0;
      for (Identifier name : candidate.added()) {
        boolean decides = !name.kind().isUnique() && !candidate.isKnownSurely();
        // Of two of a kind the one that came first is shown, however close they came.
        later += kinds.add(name.kind()) ? 0 : 1;
        rows.add(new NewIdentifier(candidate.lead().id(), name, now.plusMillis(later), decides));
      }
    }
    Set<String> taken = identifierStore.insertAll(organizationId, rows);
    Set<Candidate> lost = new HashSet<>();
    if (!taken.isEmpty()) {
      candidates.stream()
          .filter(each -> each.added().stream().anyMatch(n -> taken.contains(n.matchKey())))
          .forEach(lost::add);
      identifierStore.deleteOf(
          organizationId,
          lost.stream().filter(Candidate::isNew).map(each -> each.lead().id()).toList());
    }
    return lost;
  }

  /**
   * Stores what drafts added to known leads, always in one order, so that two who merge never wait
   * in a circle; returns those that someone else changed meanwhile.
   */
  private Set<Candidate> storeMerged(
      Actor actor, List<Placed> placed, Set<Candidate> lost, CaptureTerms terms, Instant now) {
    OrganizationId organizationId = actor.organizationId();
    Set<Candidate> stale = new HashSet<>();
    Map<LeadId, Set<String>> tags = new LinkedHashMap<>();
    List<LeadUndoStore.Entry> entries = new ArrayList<>();
    List<Candidate> merged =
        candidates(placed).stream()
            .filter(each -> !each.isNew() && each.isChanged() && !lost.contains(each))
            .sorted(Comparator.comparing(each -> each.lead().id().toString()))
            .toList();
    for (Candidate candidate : merged) {
      Lead lead = candidate.lead();
      if (leads.update(organizationId, lead, lead.version(), now)) {
        tags.put(lead.id(), candidate.addedTags());
        terms
            .importId()
            .ifPresent(importId -> entries.add(LeadUndoStore.Entry.of(importId, candidate, now)));
        leads.deleteTags(organizationId, lead.id(), candidate.removedTags());
        if (candidate.wasDeleted()) {
          events.append(actor, new LeadRestored(lead.id()));
        }
        if (!candidate.added().isEmpty()) {
          doNotContact.follow(actor, lead.id());
        }
      } else {
        stale.add(candidate);
      }
    }
    leads.insertTags(organizationId, tags);
    undo.insertAll(organizationId, entries);
    return stale;
  }

  private void storeNew(Actor actor, List<Placed> placed, Set<Candidate> lost, CaptureTerms terms) {
    List<Candidate> fresh = new ArrayList<>();
    for (Placed each : placed) {
      Candidate candidate = each.candidate();
      if (lost.contains(candidate)) {
        continue;
      }
      boolean isCreation = each.outcome() == CaptureOutcome.CREATED;
      if (isCreation) {
        fresh.add(candidate);
      }
      if (isCreation || (each.outcome() == CaptureOutcome.MERGED && !candidate.isNew())) {
        events.append(
            actor,
            new LeadCaptured(
                candidate.lead().id(),
                each.outcome(),
                each.draft().details().source(),
                terms.automations()));
      }
    }
    if (fresh.isEmpty()) {
      return;
    }
    List<Lead> completed = terms.completion().apply(fresh.stream().map(Candidate::lead).toList());
    for (int i = 0; i < completed.size(); i++) {
      fresh.get(i).complete(completed.get(i));
    }
    leads.insertAll(actor.organizationId(), completed);
    for (Lead lead : completed) {
      if (lead.owner().isPresent()) {
        events.append(actor, new LeadAssigned(lead.id(), lead.owner(), false));
      }
    }
  }

  private static List<Candidate> candidates(List<Placed> placed) {
    return placed.stream().map(Placed::candidate).distinct().toList();
  }
}
