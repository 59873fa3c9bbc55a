package io.mce.bulk;

import io.mce.lead.LeadStatus;
import io.mce.organization.MemberId;
import io.mce.project.ProjectId;
import java.util.Optional;
import java.util.Set;

/** The form in which an action is stored: its parts, whatever it is. */
record StoredAction(
    Optional<LeadStatus> status,
    Optional<MemberId> owner,
    Set<String> added,
    Set<String> removed,
    Optional<String> key,
    Optional<String> value,
    Optional<ProjectId> project) {

  private static final StoredAction PLAIN =
      new StoredAction(
          Optional.empty(),
          Optional.empty(),
          Set.of(),
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  static StoredAction of(BulkAction action) {
    return switch (action) {
      case BulkAction.SetStatus set -> PLAIN.status(set.status());
      case BulkAction.SetOwner set -> PLAIN.owner(set.owner());
      case BulkAction.ChangeTags tags -> PLAIN.tags(tags.added(), tags.removed());
      case BulkAction.SetCompany set -> PLAIN.text(Optional.empty(), set.company());
      case BulkAction.SetMetadata set -> PLAIN.text(Optional.of(set.key()), set.value());
      case BulkAction.SetProject set -> PLAIN.project(set.project());
      case BulkAction.DealOut deal -> PLAIN;
      case BulkAction.Delete delete -> PLAIN;
      case BulkAction.TakeBack undo -> PLAIN;
    };
  }

  BulkAction action(BulkKind kind, Optional<BulkChangeId> undoOf) {
    return switch (kind) {
      case STATUS -> new BulkAction.SetStatus(status.orElseThrow());
      case OWNER -> new BulkAction.SetOwner(owner);
      case DEAL_OUT -> new BulkAction.DealOut();
      case TAGS -> new BulkAction.ChangeTags(added, removed);
      case COMPANY -> new BulkAction.SetCompany(value);
      case METADATA -> new BulkAction.SetMetadata(key.orElseThrow(), value);
      case PROJECT -> new BulkAction.SetProject(project);
      case DELETE -> new BulkAction.Delete();
      case UNDO -> new BulkAction.TakeBack(undoOf.orElseThrow());
    };
  }

  private StoredAction status(LeadStatus to) {
    return new StoredAction(Optional.of(to), owner, added, removed, key, value, project);
  }

  private StoredAction owner(Optional<MemberId> to) {
    return new StoredAction(status, to, added, removed, key, value, project);
  }

  private StoredAction tags(Set<String> more, Set<String> fewer) {
    return new StoredAction(status, owner, more, fewer, key, value, project);
  }

  private StoredAction text(Optional<String> under, Optional<String> to) {
    return new StoredAction(status, owner, added, removed, under, to, project);
  }

  private StoredAction project(Optional<ProjectId> to) {
    return new StoredAction(status, owner, added, removed, key, value, to);
  }

  /** Without the values, which may be a person's. */
  @Override
  public String toString() {
    return "StoredAction[]";
  }
}
