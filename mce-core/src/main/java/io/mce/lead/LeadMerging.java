package io.mce.lead;

import io.mce.event.Changes;
import io.mce.event.DomainEvent;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.FollowingData;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.lead.KeptOriginals.KeptName;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes one lead of two, and two of one, inside the open transaction. The lead that goes keeps its
 * row, hidden; the one that stays is kept as it was in the row of the merge.
 */
final class LeadMerging {

  private final LeadStore leads;
  private final IdentifierStore identifierStore;
  private final Identifiers identifiers;
  private final MergeStore merges;
  private final MergeRefusals refusals;
  private final SuggestionStore suggestions;
  private final LeadFieldIndex fieldIndex;
  private final Provider<Set<FollowingData>> following;
  private final Set<StatusMoves> moves;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  LeadMerging(
      LeadStore leads,
      IdentifierStore identifierStore,
      Identifiers identifiers,
      MergeStore merges,
      MergeRefusals refusals,
      SuggestionStore suggestions,
      LeadFieldIndex fieldIndex,
      // Later: who follows may ask the leads.
      Provider<Set<FollowingData>> following,
      Set<StatusMoves> moves,
      Events events,
      Clock clock,
      IdGenerator ids) {
    this.leads = leads;
    this.identifierStore = identifierStore;
    this.identifiers = identifiers;
    this.merges = merges;
    this.refusals = refusals;
    this.suggestions = suggestions;
    this.fieldIndex = fieldIndex;
    this.following = following;
    this.moves = moves;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Merges one lead into another; either may be set aside.
   *
   * @throws MceException NOT_FOUND; INVALID when they are the same or a choice makes no sense;
   *     APPROVAL_NEEDED when the actor's role may not give the one that stays the other's status
   */
  LeadMerge merge(
      Actor actor,
      LeadId survivorId,
      LeadId mergedId,
      MergePolicy policy,
      Map<String, MergeSide> choices) {
    OrganizationId organizationId = actor.organizationId();
    lockBoth(organizationId, survivorId, mergedId);
    Map<LeadId, List<StoredIdentifier>> names =
        identifierStore.of(organizationId, Set.of(survivorId, mergedId));
    Lead survivor = lead(organizationId, survivorId, names);
    Lead merged = lead(organizationId, mergedId, names);
    MergeFields fields =
        new MergeFields(survivor, merged, policy, choices, fieldIndex.rules(organizationId));
    LeadSnapshot after = fields.result();
    if (after.status() != survivor.status()) {
      moves.forEach(each -> each.requireAllowed(actor, survivor.status(), after.status()));
    }
    Instant now = clock.instant();
    MergeStore.SetAside setAside = merges.setAside(organizationId, mergedId);
    List<KeptName> kept = kept(organizationId, names);
    merges.hide(organizationId, mergedId, survivorId, LeadDeletion.who(actor), now);
    moveNames(organizationId, survivorId, kept, fields);
    writeFields(organizationId, survivor, after, now);
    MergeRefusals.Joined refused =
        refusals.join(
            actor,
            survivorId,
            mergedId,
            new TreeSet<>(kept.stream().map(KeptName::matchKey).toList()));
    Map<String, List<String>> moved = new LinkedHashMap<>();
    for (FollowingData each : inOrder()) {
      moved.put(each.name(), each.join(actor, mergedId.value(), survivorId.value()));
    }
    MergeStore.Stored stored =
        new MergeStore.Stored(
            new LeadMergeId(ids.next()),
            survivorId,
            mergedId,
            LeadDeletion.who(actor),
            now,
            new KeptOriginals(
                LeadSnapshot.of(survivor),
                LeadSnapshot.of(merged),
                after,
                fields.provenance(),
                kept,
                setAside.at(),
                setAside.by(),
                refused.wishes(),
                refused.barriers()),
            moved,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    merges.insert(organizationId, stored);
    events.append(
        actor,
        new LeadMerged(survivorId, mergedId, stored.id()),
        changes(LeadSnapshot.of(survivor), after).with("merged", Optional.empty(), merged.name()));
    publish(actor, survivorId, LeadSnapshot.of(survivor), after);
    return stored.view();
  }

  private void lockBoth(OrganizationId organizationId, LeadId one, LeadId other) {
    if (one.equals(other)) {
      throw MceException.invalid("mergedId", "A lead cannot be merged with itself.");
    }
    for (LeadId each : LeadDeletion.inOneOrder(List.of(one, other))) {
      if (!merges.lock(organizationId, each)
          || merges.survivorOf(organizationId, each).isPresent()) {
        throw MceException.notFound("lead");
      }
    }
  }

  private Lead lead(
      OrganizationId organizationId, LeadId leadId, Map<LeadId, List<StoredIdentifier>> names) {
    return leads.rows(organizationId, Set.of(leadId)).stream()
        .findFirst()
        .map(row -> leads.lead(organizationId, row, names.getOrDefault(leadId, List.of())))
        .orElseThrow(() -> MceException.notFound("lead"));
  }

  private List<KeptName> kept(
      OrganizationId organizationId, Map<LeadId, List<StoredIdentifier>> names) {
    return names.values().stream()
        .flatMap(List::stream)
        .map(name ->
            new KeptName(
                name.leadId(),
                name.kind(),
                name.matchKey(),
                identifiers.open(organizationId, name),
                name.createdAt(),
                decides(name, names.getOrDefault(name.leadId(), List.of()))))
        .toList();
  }

  /** Whoever is known by an e-mail address alone is known by it for good. */
  private static boolean decides(StoredIdentifier name, List<StoredIdentifier> ofLead) {
    return name.decides()
        || (!name.kind().isUnique() && ofLead.stream().noneMatch(each -> each.kind().isUnique()));
  }

  /** What both have stays with the survivor; the chosen phone and e-mail are put in front. */
  private void moveNames(
      OrganizationId organizationId, LeadId survivorId, List<KeptName> kept, MergeFields fields) {
    Set<String> own = new LinkedHashSet<>();
    kept.stream()
        .filter(name -> name.leadId().equals(survivorId))
        .forEach(name -> own.add(name.matchKey()));
    for (KeptName name : kept) {
      if (name.leadId().equals(survivorId)) {
        continue;
      }
      if (own.contains(name.matchKey())) {
        identifierStore.delete(organizationId, stored(name));
      } else {
        identifierStore.move(
            organizationId, name.leadId(), survivorId, name.matchKey(), name.createdAt());
      }
      if (name.decides()) {
        identifierStore.decide(organizationId, survivorId, name.matchKey(), true);
      }
    }
    toFront(organizationId, survivorId, kept, IdentifierKind.PHONE, fields.side(MergeFields.PHONE));
    toFront(organizationId, survivorId, kept, IdentifierKind.EMAIL, fields.side(MergeFields.EMAIL));
  }

  private void toFront(
      OrganizationId organizationId,
      LeadId survivorId,
      List<KeptName> kept,
      IdentifierKind kind,
      MergeSide side) {
    Comparator<KeptName> order =
        Comparator.comparing(KeptName::createdAt).thenComparing(KeptName::matchKey);
    List<KeptName> ofKind =
        kept.stream().filter(name -> name.kind() == kind).sorted(order).toList();
    Optional<KeptName> chosen =
        ofKind.stream()
            .filter(name -> name.leadId().equals(survivorId) == (side == MergeSide.SURVIVOR))
            .findFirst();
    if (chosen.isPresent() && !chosen.get().matchKey().equals(ofKind.getFirst().matchKey())) {
      identifierStore.move(
          organizationId,
          survivorId,
          survivorId,
          chosen.get().matchKey(),
          ofKind.getFirst().createdAt().minusMillis(1));
    }
  }

  private static StoredIdentifier stored(KeptName name) {
    return new StoredIdentifier(
        name.leadId(), name.kind(), name.matchKey(), "", name.createdAt(), name.decides());
  }

  private void writeFields(
      OrganizationId organizationId, Lead before, LeadSnapshot after, Instant now) {
    merges.write(organizationId, before.id(), after, now);
    changeTags(organizationId, before.id(), before.tags(), after.tags());
    fieldIndex.replace(organizationId, before.id(), after.metadata());
  }

  private void changeTags(
      OrganizationId organizationId,
      LeadId leadId,
      Iterable<String> before,
      Iterable<String> after) {
    Set<String> added = new LinkedHashSet<>();
    after.forEach(added::add);
    Set<String> removed = new LinkedHashSet<>();
    before.forEach(removed::add);
    Set<String> kept = new LinkedHashSet<>(added);
    kept.retainAll(removed);
    added.removeAll(kept);
    removed.removeAll(kept);
    leads.insertTags(organizationId, Map.of(leadId, added));
    leads.deleteTags(organizationId, leadId, removed);
  }

  /**
   * Undoes a merge. The lead that went is what it was. The one that stayed gets back each field
   * that is still what the merge made of it; what was edited since stays. Names and what hangs on
   * the two go back to whose they were, what came since stays with the lead that had stayed, and a
   * refusal since then holds for both.
   *
   * @throws MceException NOT_FOUND; WRONG_STATE when it was undone, or is not the last one
   */
  LeadMerge unmerge(Actor actor, LeadMergeId id) {
    return unmerge(actor, id, true);
  }

  /**
   * The same.
   *
   * @param forGood whether the two are known not to be one from now on
   */
  LeadMerge unmerge(Actor actor, LeadMergeId id, boolean forGood) {
    OrganizationId organizationId = actor.organizationId();
    MergeStore.Stored merge =
        merges.find(organizationId, id).orElseThrow(() -> MceException.notFound("merge"));
    LeadId survivorId = merge.survivorId();
    for (LeadId each : LeadDeletion.inOneOrder(List.of(survivorId, merge.mergedId()))) {
      if (!merges.lock(organizationId, each)) {
        throw MceException.notFound("merge");
      }
    }
    // As it is now that nobody else changes it.
    merge = merges.find(organizationId, id).orElseThrow(() -> MceException.notFound("merge"));
    requireLast(organizationId, merge);
    Instant now = clock.instant();
    Map<LeadId, List<StoredIdentifier>> names =
        identifierStore.of(organizationId, Set.of(survivorId));
    Lead current = lead(organizationId, survivorId, names);
    KeptOriginals kept = merge.kept();
    boolean restricted =
        merge.restrictedAt().isPresent()
            || MergeFields.strictness(current.automation())
                > MergeFields.strictness(kept.after().whetherAutomated());
    Automation ofMerged = kept.merged().whetherAutomated();
    merges.unmerge(organizationId, id, LeadDeletion.who(actor), now);
    merges.show(
        organizationId,
        merge.mergedId(),
        new MergeStore.SetAside(kept.deletedAt(), kept.deletedBy()),
        restricted ? MergeFields.stricter(ofMerged, current.automation()) : ofMerged,
        now);
    moveNamesBack(organizationId, merge);
    LeadSnapshot before = LeadSnapshot.of(current);
    LeadSnapshot after = MergeUndoing.restored(before, kept, restricted);
    merges.write(organizationId, survivorId, after, now);
    changeTags(organizationId, survivorId, before.tags(), after.tags());
    fieldIndex.replace(organizationId, survivorId, after.metadata());
    for (FollowingData each : inOrder()) {
      each.part(
          actor,
          merge.mergedId().value(),
          survivorId.value(),
          merge.moved().getOrDefault(each.name(), List.of()));
    }
    refusals.part(actor, merge, restricted);
    // Whoever takes two apart need not be asked again whether they are one.
    if (forGood) {
      suggestions.dismiss(
          organizationId, survivorId, merge.mergedId(), LeadDeletion.who(actor), now);
    }
    events.append(
        actor, new LeadUnmerged(survivorId, merge.mergedId(), id), changes(before, after));
    if (kept.deletedAt().isPresent()) {
      events.append(actor, new LeadDeleted(merge.mergedId()));
    }
    publish(actor, survivorId, before, after);
    return merges.find(organizationId, id).orElseThrow().view();
  }

  /** Returns the lead that went in a merge. */
  Optional<LeadId> mergedBy(OrganizationId organizationId, LeadMergeId id) {
    return merges.find(organizationId, id).map(MergeStore.Stored::mergedId);
  }

  /** Returns the fields of the lead that stayed which are not what the merge made of them. */
  Set<String> changedSince(OrganizationId organizationId, LeadMergeId id) {
    MergeStore.Stored merge =
        merges.find(organizationId, id).orElseThrow(() -> MceException.notFound("merge"));
    LeadId survivorId = merge.survivorId();
    LeadSnapshot now =
        LeadSnapshot.of(
            lead(
                organizationId,
                survivorId,
                identifierStore.of(organizationId, Set.of(survivorId))));
    LeadSnapshot after = merge.kept().after();
    Set<String> changed = new TreeSet<>();
    compare(changed, "name", now.name(), after.name());
    compare(changed, "company", now.company(), after.company());
    compare(changed, "status", now.status(), after.status());
    compare(changed, "owner", now.owner(), after.owner());
    compare(changed, "tags", Set.copyOf(now.tags()), Set.copyOf(after.tags()));
    compare(changed, "metadata", now.metadata(), after.metadata());
    return changed;
  }

  private static void compare(Set<String> changed, String field, Object now, Object after) {
    if (!now.equals(after)) {
      changed.add(field);
    }
  }

  private void requireLast(OrganizationId organizationId, MergeStore.Stored merge) {
    if (merge.unmergedAt().isPresent()) {
      throw MceException.wrongState("This merge was undone before.");
    }
    Optional<LeadId> further = merges.survivorOf(organizationId, merge.survivorId());
    if (further.isPresent()) {
      throw MceException.wrongState(
          "The lead was merged into another one since; undo that merge first.");
    }
    if (!merges.newestInto(organizationId, merge.survivorId()).equals(Optional.of(merge.id()))) {
      throw MceException.wrongState(
          "Another lead was merged into this one since; undo that merge first.");
    }
  }

  private void moveNamesBack(OrganizationId organizationId, MergeStore.Stored merge) {
    KeptOriginals kept = merge.kept();
    Set<String> own = new LinkedHashSet<>();
    for (KeptName name : kept.namesOf(merge.survivorId())) {
      own.add(name.matchKey());
      identifierStore.move(
          organizationId,
          merge.survivorId(),
          merge.survivorId(),
          name.matchKey(),
          name.createdAt());
      identifierStore.decide(organizationId, merge.survivorId(), name.matchKey(), name.decides());
    }
    List<IdentifierStore.NewIdentifier> missing = new ArrayList<>();
    for (KeptName name : kept.namesOf(merge.mergedId())) {
      boolean moved =
          !own.contains(name.matchKey())
              && identifierStore.move(
                  organizationId,
                  merge.survivorId(),
                  merge.mergedId(),
                  name.matchKey(),
                  name.createdAt());
      if (!moved) {
        missing.add(
            new IdentifierStore.NewIdentifier(
                merge.mergedId(),
                new Identifier(name.kind(), name.matchKey(), name.value()),
                name.createdAt(),
                name.decides()));
      }
    }
    // What is somebody else's by now stays theirs.
    identifierStore.insertAll(organizationId, missing);
  }

  private List<FollowingData> inOrder() {
    return following.get().stream().sorted(Comparator.comparing(FollowingData::name)).toList();
  }

  private static Changes changes(LeadSnapshot before, LeadSnapshot after) {
    return Changes.NONE
        .with("name", before.name(), after.name())
        .with("company", before.company(), after.company())
        .with("project", before.project(), after.project())
        .with("tags", before.tags(), after.tags())
        .with("metadata", before.metadata(), after.metadata());
  }

  /** Says what others act on, as if it had been changed by itself. */
  private void publish(Actor actor, LeadId leadId, LeadSnapshot before, LeadSnapshot after) {
    if (before.status() != after.status()) {
      events.append(actor, new LeadStatusChanged(leadId, before.status(), after.status()));
      moves.forEach(each -> each.made(actor, leadId, after.status()));
    }
    if (!before.owner().equals(after.owner())) {
      events.append(actor, new LeadAssigned(leadId, after.owner(), false));
    }
    if (!before.whetherAutomated().equals(after.whetherAutomated())) {
      events.append(actor, automation(leadId, after.whetherAutomated()));
    }
  }

  private static DomainEvent automation(LeadId leadId, Automation automation) {
    return switch (automation.state()) {
      case ACTIVE -> new AutomationResumed(leadId);
      case PAUSED -> new AutomationPaused(leadId, automation.reason().orElseThrow());
      case OPTED_OUT -> new LeadOptedOut(leadId, "*");
    };
  }
}
