package io.mce.lead;

import io.mce.kernel.EmailAddress;
import io.mce.kernel.PhoneNumber;
import io.mce.spi.Address;
import io.mce.spi.AddressScheme;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A lead while drafts are laid over it: a new one, or one from the database. */
final class Candidate {

  private final boolean isNew;
  private final Set<String> tagsBefore;
  private final Map<String, IdentifierKind> known = new HashMap<>();
  private final List<Identifier> added = new ArrayList<>();
  private final Lead before;
  private Lead lead;
  private final boolean wasDeleted;
  private boolean isRevived;
  private boolean changed;

  private Candidate(Lead lead, boolean isNew, boolean isDeleted) {
    this.before = lead;
    this.lead = lead;
    this.isNew = isNew;
    this.wasDeleted = isDeleted;
    this.isRevived = isDeleted;
    this.tagsBefore = isNew ? Set.of() : lead.tags();
  }

  /** A lead that this draft makes. */
  static Candidate created(Lead lead, List<Identifier> identifiers) {
    Candidate candidate = new Candidate(lead, true, false);
    identifiers.forEach(candidate::add);
    return candidate;
  }

  /** A lead that is known by these names. */
  static Candidate existing(Lead lead, boolean deleted, List<StoredIdentifier> names) {
    Candidate candidate = new Candidate(lead, false, deleted);
    names.forEach(name -> candidate.known.put(name.matchKey(), name.kind()));
    return candidate;
  }

  /**
   * Adds what is new and joins what is different, by the policy. Returns whether that changed
   * anything.
   */
  boolean merge(
      LeadDetails details, List<Identifier> names, MergePolicy policy, TypedFields typed) {
    Lead before = lead;
    boolean news = isRevived;
    isRevived = false;
    lead = joined(before, details, policy, typed);
    for (Identifier identifier : names) {
      if (add(identifier)) {
        news = true;
        lead = known(lead, identifier);
      }
    }
    news |= !lead.equals(before);
    changed |= news;
    return news;
  }

  private static Lead joined(
      Lead lead, LeadDetails details, MergePolicy policy, TypedFields typed) {
    String company =
        policy.join(MergePolicy.COMPANY, lead.company().orElse(""), details.company().orElse(""));
    return lead.withProfile(
            policy.join(MergePolicy.NAME, lead.name(), details.name()),
            Optional.of(company).filter(text -> !text.isEmpty()),
            policy.joinTags(lead.tags(), details.tags()),
            typed.canonical(
                lead.metadata(), policy.joinMetadata(lead.metadata(), details.metadata())))
        .withProject(policy.joinProject(lead.project(), details.project()));
  }

  private static Lead known(Lead lead, Identifier identifier) {
    return switch (identifier.kind()) {
      case PHONE ->
          lead.phone().isPresent() ? lead : lead.withPhone(new PhoneNumber(identifier.value()));
      case EMAIL ->
          lead.email().isPresent() ? lead : lead.withEmail(new EmailAddress(identifier.value()));
      case WHATSAPP_USER ->
          lead.withChannelId(new Address(AddressScheme.WHATSAPP_USER, identifier.value()));
      case OPAQUE -> lead.withChannelId(Address.opaque(identifier.value()));
      case EXTERNAL -> lead;
    };
  }

  private boolean add(Identifier identifier) {
    if (known.putIfAbsent(identifier.matchKey(), identifier.kind()) != null) {
      return false;
    }
    added.add(identifier);
    return true;
  }

  /** Puts in what other features know. */
  void complete(Lead completed) {
    lead = completed;
  }

  boolean isNew() {
    return isNew;
  }

  /** Whether it was deleted when it was found; a draft brings it back. */
  boolean wasDeleted() {
    return wasDeleted;
  }

  boolean isChanged() {
    return changed;
  }

  /** Whether it has a name that is one person's only. */
  boolean isKnownSurely() {
    return known.values().stream().anyMatch(IdentifierKind::isUnique);
  }

  /** The next draft says something new about it, whatever is in it. */
  void toldSomethingNew() {
    isRevived = true;
  }

  /** The lead as it was found. */
  Lead before() {
    return before;
  }

  Lead lead() {
    return lead;
  }

  /** Names that are not stored yet. */
  List<Identifier> added() {
    return added;
  }

  /** Tags that are not stored yet. */
  Set<String> addedTags() {
    Set<String> tags = new LinkedHashSet<>(lead.tags());
    tags.removeAll(tagsBefore);
    return tags;
  }

  /** Tags that are stored and no longer its own. */
  Set<String> removedTags() {
    Set<String> tags = new LinkedHashSet<>(tagsBefore);
    tags.removeAll(lead.tags());
    return tags;
  }

  /** Returns the import that created the lead. */
  Optional<UUID> importId() {
    return lead.importId();
  }
}
