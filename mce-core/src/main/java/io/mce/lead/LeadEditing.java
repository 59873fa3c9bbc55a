package io.mce.lead;

import io.mce.event.Changes;
import io.mce.event.Changes.FieldChange;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.EmailAddress;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PhoneNumber;
import io.mce.kernel.PhoneNumbers;
import io.mce.lead.IdentifierStore.NewIdentifier;
import io.mce.organization.MemberId;
import io.mce.organization.Members;
import io.mce.project.Projects;
import io.mce.spi.Address;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Edits of one lead by a person, inside the open transaction. */
final class LeadEditing {

  private final LeadStore store;
  private final IdentifierStore identifierStore;
  private final Identifiers identifiers;
  private final Members members;
  private final Projects projects;
  private final DoNotContact doNotContact;
  private final Set<StatusMoves> moves;
  private final Events events;
  private final Clock clock;

  @Inject
  LeadEditing(
      LeadStore store,
      IdentifierStore identifierStore,
      Identifiers identifiers,
      Members members,
      Projects projects,
      DoNotContact doNotContact,
      Set<StatusMoves> moves,
      Events events,
      Clock clock) {
    this.store = store;
    this.identifierStore = identifierStore;
    this.identifiers = identifiers;
    this.members = members;
    this.projects = projects;
    this.doNotContact = doNotContact;
    this.moves = moves;
    this.events = events;
    this.clock = clock;
  }

  Lead update(
      Actor actor, Lead before, LeadChange change, long expectedVersion, TypedFields typed) {
    String region = typed.region();
    OrganizationId organizationId = actor.organizationId();
    Instant now = clock.instant();
    if (before.version() != expectedVersion) {
      throw stale(before.version());
    }
    Lead after = edited(before, change, typed);
    if (after.status() != before.status()) {
      moves.forEach(each -> each.requireAllowed(actor, before.status(), after.status()));
    }
    if (!after.owner().equals(before.owner())) {
      requireAssignable(actor, after.owner());
    }
    if (!after.project().equals(before.project())) {
      after.project().ifPresent(project -> projects.requireOffered(organizationId, project));
    }
    if (change.phone().isPresent()) {
      replace(organizationId, before, IdentifierKind.PHONE, phone(organizationId, change, region));
    }
    if (change.email().isPresent()) {
      replace(organizationId, before, IdentifierKind.EMAIL, email(organizationId, change));
    }
    if (!store.update(organizationId, after, expectedVersion, now)) {
      throw stale(expectedVersion);
    }
    // Looked for last: whom somebody erased meanwhile is out of date, and not without a name.
    requireName(organizationId, before.id());
    changeTags(organizationId, before, after);
    if (change.phone().isPresent() || change.email().isPresent()) {
      doNotContact.follow(actor, before.id());
    }
    Lead stored = store.find(organizationId, before.id()).orElseThrow();
    publish(actor, before, stored);
    return stored;
  }

  /**
   * Makes an address one more name of a lead; false when the lead has it, and when another lead
   * does: who of the two it is, a person decides.
   */
  boolean learn(Actor actor, Lead before, Address address) {
    OrganizationId organizationId = actor.organizationId();
    Identifier name = identifiers.of(organizationId, address);
    boolean known =
        identifierStore
            .of(organizationId, Set.of(before.id()))
            .getOrDefault(before.id(), List.of())
            .stream()
            .anyMatch(each -> each.matchKey().equals(name.matchKey()));
    if (known
        || !identifierStore
            .insertAll(
                organizationId,
                List.of(new NewIdentifier(before.id(), name, clock.instant(), false)))
            .isEmpty()) {
      return false;
    }
    // Who is not to be written to is not to be written to there either.
    doNotContact.follow(actor, before.id());
    Lead after = store.find(organizationId, before.id()).orElseThrow();
    publish(actor, before, after);
    if (!after.channelIds().equals(before.channelIds())) {
      events.append(
          actor,
          new LeadUpdated(before.id(), Set.of("channelIds")),
          Changes.NONE.with("channelIds", values(before), values(after)));
    } else if (after.phone().equals(before.phone()) && after.email().equals(before.email())) {
      // One more beside the phone number or the e-mail address that the lead shows.
      events.append(
          actor,
          new LeadUpdated(before.id(), Set.of("identifiers")),
          Changes.NONE.with("identifiers", null, name.value()));
    }
    return true;
  }

  private static List<String> values(Lead lead) {
    return lead.channelIds().stream().map(Address::value).toList();
  }

  void requireAssignable(Actor actor, Optional<MemberId> owner) {
    if (owner.isPresent() && !members.assignable(actor.organizationId()).contains(owner.get())) {
      throw MceException.invalid(
          "ownerId", "The owner must be an active member who may work on leads.");
    }
  }

  private static Lead edited(Lead before, LeadChange change, TypedFields typed) {
    LeadDraft draft =
        LeadDraft.named(change.name().orElse(before.name()))
            .externalId(before.id().toString())
            .company(change.company().or(before::company).orElse(""))
            .tags(change.tags().orElse(before.tags()))
            .metadata(change.metadata().orElse(before.metadata()));
    DraftCheck check = DraftReader.read(draft, typed, before.metadata());
    if (!check.problems().isEmpty()) {
      DraftProblem problem = check.problems().getFirst();
      throw MceException.invalid(problem.field(), problem.reason() + " " + problem.hint());
    }
    LeadDetails details = check.details().orElseThrow();
    return before
        .withProfile(details.name(), details.company(), details.tags(), details.metadata())
        .withStatus(change.status().orElse(before.status()))
        .withOwner(change.owner().orElse(before.owner()))
        .withProject(change.project().orElse(before.project()));
  }

  private Optional<Identifier> phone(
      OrganizationId organizationId, LeadChange change, String region) {
    return change
        .phone()
        .filter(text -> !text.isBlank())
        .map(text -> PhoneNumbers.parse(text, region).orThrow("phone"))
        .map(phone -> identifiers.of(organizationId, phone));
  }

  private Optional<Identifier> email(OrganizationId organizationId, LeadChange change) {
    return change
        .email()
        .filter(text -> !text.isBlank())
        .map(text -> EmailAddress.parse(text).orThrow("email"))
        .map(email -> identifiers.of(organizationId, email));
  }

  /** Puts a name in the place of the one known longest of its kind. */
  private void replace(
      OrganizationId organizationId, Lead lead, IdentifierKind kind, Optional<Identifier> name) {
    List<StoredIdentifier> present =
        identifierStore.of(organizationId, Set.of(lead.id())).getOrDefault(lead.id(), List.of());
    Optional<StoredIdentifier> first =
        present.stream().filter(each -> each.kind() == kind).findFirst();
    boolean decides = first.map(StoredIdentifier::decides).orElse(false);
    Instant since = first.map(StoredIdentifier::createdAt).orElse(clock.instant());
    List<StoredIdentifier> outdated = new ArrayList<>();
    first.ifPresent(outdated::add);
    // A name that the lead has already moves to the front.
    name.ifPresent(each ->
        present.stream()
            .filter(other -> other.matchKey().equals(each.matchKey()))
            .filter(other -> !outdated.contains(other))
            .forEach(outdated::add));
    outdated.forEach(each -> identifierStore.delete(organizationId, each));
    if (name.isPresent()
        && !identifierStore
            .insertAll(
                organizationId, List.of(new NewIdentifier(lead.id(), name.get(), since, decides)))
            .isEmpty()) {
      throw new MceException(
          ErrorCode.CONFLICT,
          "Another lead has this phone number.",
          Map.of("phone", "Another lead has this phone number."));
    }
  }

  private void requireName(OrganizationId organizationId, LeadId leadId) {
    if (!identifierStore.of(organizationId, Set.of(leadId)).containsKey(leadId)) {
      throw MceException.invalid(
          "phone", "A lead needs a phone number or an e-mail address to be known by.");
    }
  }

  private void changeTags(OrganizationId organizationId, Lead before, Lead after) {
    Set<String> added = new LinkedHashSet<>(after.tags());
    added.removeAll(before.tags());
    Set<String> removed = new HashSet<>(before.tags());
    removed.removeAll(after.tags());
    store.insertTags(organizationId, Map.of(before.id(), added));
    store.deleteTags(organizationId, before.id(), removed);
  }

  private void publish(Actor actor, Lead before, Lead after) {
    Changes changes =
        Changes.NONE
            .with("name", before.name(), after.name())
            .with("company", before.company(), after.company())
            .with("project", before.project(), after.project())
            .with(
                "phone",
                before.phone().map(PhoneNumber::e164),
                after.phone().map(PhoneNumber::e164))
            .with(
                "email",
                before.email().map(EmailAddress::address),
                after.email().map(EmailAddress::address))
            .with("tags", before.tags(), after.tags())
            .with("metadata", before.metadata(), after.metadata());
    if (!changes.isEmpty()) {
      Set<String> fields =
          changes.fields().stream()
              .map(FieldChange::field)
              .collect(Collectors.toCollection(TreeSet::new));
      events.append(actor, new LeadUpdated(before.id(), fields), changes);
    }
    if (before.status() != after.status()) {
      events.append(actor, new LeadStatusChanged(before.id(), before.status(), after.status()));
      moves.forEach(each -> each.made(actor, before.id(), after.status()));
    }
    if (!before.owner().equals(after.owner())) {
      events.append(
          actor,
          new LeadAssigned(before.id(), after.owner(), actor.kind() != Actor.Kind.ENGINE),
          Changes.NONE.with("ownerId", before.owner(), after.owner()));
    }
  }

  private static MceException stale(long version) {
    return new MceException(
        ErrorCode.STALE_VERSION,
        "The lead was changed by someone else in the meantime.",
        Map.of("version", String.valueOf(version)));
  }
}
