package io.mce.bulk;

import io.mce.lead.LeadStatus;
import io.mce.organization.MemberId;
import io.mce.project.ProjectId;
import java.util.Optional;
import java.util.Set;

/** What is done with each lead. */
public sealed interface BulkAction {

  /** Returns what it does, in one word. */
  BulkKind kind();

  /** Gives each a status. */
  record SetStatus(LeadStatus status) implements BulkAction {
    @Override
    public BulkKind kind() {
      return BulkKind.STATUS;
    }
  }

  /**
   * Gives each to one member.
   *
   * @param owner empty for nobody
   */
  record SetOwner(Optional<MemberId> owner) implements BulkAction {
    @Override
    public BulkKind kind() {
      return BulkKind.OWNER;
    }
  }

  /** Deals them out among the members, as new leads are. */
  record DealOut() implements BulkAction {
    @Override
    public BulkKind kind() {
      return BulkKind.DEAL_OUT;
    }
  }

  /** Adds tags, and takes others away. */
  record ChangeTags(Set<String> added, Set<String> removed) implements BulkAction {

    /** Copies the tags. */
    public ChangeTags {
      added = Set.copyOf(added);
      removed = Set.copyOf(removed);
    }

    @Override
    public BulkKind kind() {
      return BulkKind.TAGS;
    }
  }

  /**
   * Gives each a company.
   *
   * @param company empty to clear it
   */
  record SetCompany(Optional<String> company) implements BulkAction {
    @Override
    public BulkKind kind() {
      return BulkKind.COMPANY;
    }

    /** Without the value, which may be a person's. */
    @Override
    public String toString() {
      return "SetCompany[]";
    }
  }

  /**
   * Gives each a value in its metadata.
   *
   * @param value empty to remove the key
   */
  record SetMetadata(String key, Optional<String> value) implements BulkAction {
    @Override
    public BulkKind kind() {
      return BulkKind.METADATA;
    }

    /** Without the value, which may be a person's. */
    @Override
    public String toString() {
      return "SetMetadata[]";
    }
  }

  /**
   * Gives each a project.
   *
   * @param project empty for none
   */
  record SetProject(Optional<ProjectId> project) implements BulkAction {
    @Override
    public BulkKind kind() {
      return BulkKind.PROJECT;
    }
  }

  /** Moves each into the archive. */
  record Delete() implements BulkAction {
    @Override
    public BulkKind kind() {
      return BulkKind.DELETE;
    }
  }

  /** Makes each as it was before another change, which only {@link BulkChanges#undo} starts. */
  record TakeBack(BulkChangeId of) implements BulkAction {
    @Override
    public BulkKind kind() {
      return BulkKind.UNDO;
    }
  }
}
