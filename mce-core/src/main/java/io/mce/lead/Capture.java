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
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /** One draft on its way. */
  private record Draft(int index, LeadDetails details, List<Identifier> names) {}

  /** Where a draft ended. */
  private record Placed(Draft draft, Candidate candidate, CaptureOutcome outcome) {}

  /** Captures inside the open transaction; results are in the order of the details. */
  List<CaptureResult> captureAll(Actor actor, List<LeadDetails> details, CaptureTerms terms) {
    OrganizationId organizationId = actor.organizationId();
    List<Draft> pending = new ArrayList<>(details.size());
    for (LeadDetails each : details) {
      pending.add(new Draft(pending.size(), each, identifiers.of(organizationId, each)));
    }
    database.takeTurns(organizationId, emails(pending));
    TreeMap<Integer, CaptureResult> results = new TreeMap<>();
    for (int round = 1; !pending.isEmpty(); round++) {
      if (round > ROUNDS) {
        throw new MceException(
            ErrorCode.CONFLICT, "The same leads are being changed all the time; try again.");
      }
      pending = captureRound(actor, pending, terms, results);
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
      Actor actor, List<Draft> drafts, CaptureTerms terms, Map<Integer, CaptureResult> results) {
    OrganizationId organizationId = actor.organizationId();
    Instant now = clock.instant();
    List<Placed> placed = place(drafts, released(actor, drafts, now), terms, now);
    Set<Candidate> lost = storeNames(organizationId, candidates(placed), now);
    lost.addAll(storeMerged(actor, placed, terms, now));
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
        Matching matching = known(organizationId, drafts).matching();
        List<Placed> placed = place(drafts, matching, CaptureTerms.plain(), clock.instant());
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
                name.kind().isUnique() || !hasPhone
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
  private Matching released(Actor actor, List<Draft> drafts, Instant now) {
    OrganizationId organizationId = actor.organizationId();
    Known known = known(organizationId, drafts);
    for (LeadId leadId : known.undone()) {
      archive.erase(organizationId, leadId, now);
      events.append(actor, new LeadPurged(leadId));
    }
    // Names that an earlier round gave to a lead that was being erased.
    identifierStore.deleteOf(organizationId, known.gone());
    return known.matching();
  }

  /** Loads every lead that has a name of one of the drafts. */
  private Known known(OrganizationId organizationId, List<Draft> drafts) {
    Set<String> unique = new HashSet<>();
    Set<String> emails = new HashSet<>();
    for (Draft draft : drafts) {
      for (Identifier name : draft.names()) {
        (name.kind().isUnique() ? unique : emails).add(name.matchKey());
      }
    }
    Set<LeadId> owners =
        new HashSet<>(identifierStore.ownersOfUnique(organizationId, unique).values());
    owners.addAll(identifierStore.ownersOfEmails(organizationId, emails));
    Matching matching = new Matching();
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
      Candidate candidate =
          Candidate.existing(leads.lead(organizationId, row, ofLead), row.deleted(), ofLead);
      ofLead.forEach(name -> matching.add(candidate, name.kind(), name.matchKey()));
    }
    return new Known(matching, owners, undone);
  }

  private List<Placed> place(
      List<Draft> drafts, Matching matching, CaptureTerms terms, Instant now) {
    List<Placed> placed = new ArrayList<>(drafts.size());
    for (Draft draft : drafts) {
      Optional<Candidate> found = matching.find(draft.names());
      Candidate candidate;
      CaptureOutcome outcome;
      if (found.isEmpty()) {
        candidate = Candidate.created(newLead(draft.details(), terms, now), draft.names());
        outcome = CaptureOutcome.CREATED;
      } else {
        candidate = found.get();
        List<Identifier> free = matching.free(draft.names(), candidate);
        outcome =
            candidate.merge(draft.details(), free) ? CaptureOutcome.MERGED : CaptureOutcome.SKIPPED;
      }
      matching.add(candidate, draft.names());
      placed.add(new Placed(draft, candidate, outcome));
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
        terms.importId(),
        now,
        now,
        1);
  }

  /** Stores new names; returns the new leads one of whose names was taken in the meantime. */
  private Set<Candidate> storeNames(
      OrganizationId organizationId, List<Candidate> candidates, Instant now) {
    List<NewIdentifier> rows = new ArrayList<>();
    for (Candidate candidate : candidates) {
      for (Identifier name : candidate.added()) {
        rows.add(new NewIdentifier(candidate.lead().id(), name, now));
      }
    }
    Set<String> taken = identifierStore.insertAll(organizationId, rows);
    Set<Candidate> lost = new HashSet<>();
    if (!taken.isEmpty()) {
      candidates.stream()
          .filter(Candidate::isNew)
          .filter(each -> each.added().stream().anyMatch(n -> taken.contains(n.matchKey())))
          .forEach(lost::add);
      identifierStore.deleteOf(
          organizationId, lost.stream().map(each -> each.lead().id()).toList());
    }
    return lost;
  }

  /**
   * Stores what drafts added to known leads, always in one order, so that two who merge never wait
   * in a circle; returns those that someone else changed meanwhile.
   */
  private Set<Candidate> storeMerged(
      Actor actor, List<Placed> placed, CaptureTerms terms, Instant now) {
    OrganizationId organizationId = actor.organizationId();
    Set<Candidate> stale = new HashSet<>();
    Map<LeadId, Set<String>> tags = new LinkedHashMap<>();
    List<LeadUndoStore.Entry> entries = new ArrayList<>();
    List<Candidate> merged =
        candidates(placed).stream()
            .filter(each -> !each.isNew() && each.isChanged())
            .sorted(Comparator.comparing(each -> each.lead().id().toString()))
            .toList();
    for (Candidate candidate : merged) {
      Lead lead = candidate.lead();
      if (leads.update(organizationId, lead, lead.version(), now)) {
        tags.put(lead.id(), candidate.addedTags());
        terms
            .importId()
            .ifPresent(importId -> entries.add(LeadUndoStore.Entry.of(importId, candidate, now)));
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
        events.append(actor, new LeadAssigned(lead.id(), lead.owner()));
      }
    }
  }

  private static List<Candidate> candidates(List<Placed> placed) {
    return placed.stream().map(Placed::candidate).distinct().toList();
  }
}
