package io.mce.bulk;

import io.mce.lead.Lead;
import io.mce.lead.LeadStatus;
import io.mce.organization.MemberId;
import io.mce.project.ProjectId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a lead was before and after it was changed: what there is to take back.
 *
 * @param metadata what changed, by key
 * @param deleted the version of a lead that went into the archive
 */
record Prior(
    Optional<Step<LeadStatus>> status,
    Optional<Step<Optional<MemberId>>> owner,
    Optional<Step<Optional<String>>> company,
    Map<String, Step<Optional<String>>> metadata,
    Optional<Step<Optional<ProjectId>>> project,
    Set<String> addedTags,
    Set<String> removedTags,
    Optional<Long> deleted) {

  Prior {
    metadata = Map.copyOf(metadata);
    addedTags = Set.copyOf(addedTags);
    removedTags = Set.copyOf(removedTags);
  }

  /** A value before and after. */
  record Step<T>(T before, T after) {
    static <T> Optional<Step<T>> of(T before, T after) {
      return before.equals(after) ? Optional.empty() : Optional.of(new Step<>(before, after));
    }

    /** Without the values, which may be a person's. */
    @Override
    public String toString() {
      return "Step[]";
    }
  }

  static final Prior NONE =
      new Prior(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Set.of(),
          Set.of(),
          Optional.empty());

  static Prior deleted(long version) {
    return new Prior(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Set.of(),
        Set.of(),
        Optional.of(version));
  }

  static Prior between(Lead before, Lead after) {
    Map<String, Step<Optional<String>>> metadata = new LinkedHashMap<>();
    Set<String> keys = new LinkedHashSet<>(before.metadata().keySet());
    keys.addAll(after.metadata().keySet());
    for (String key : keys) {
      Step.of(
              Optional.ofNullable(before.metadata().get(key)),
              Optional.ofNullable(after.metadata().get(key)))
          .ifPresent(step -> metadata.put(key, step));
    }
    Set<String> added = new LinkedHashSet<>(after.tags());
    added.removeAll(before.tags());
    Set<String> removed = new LinkedHashSet<>(before.tags());
    removed.removeAll(after.tags());
    return new Prior(
        Step.of(before.status(), after.status()),
        Step.of(before.owner(), after.owner()),
        Step.of(before.company(), after.company()),
        metadata,
        Step.of(before.project(), after.project()),
        added,
        removed,
        Optional.empty());
  }

  /** Without the values, which may be a person's. */
  @Override
  public String toString() {
    return "Prior[]";
  }
}
