package io.mce.lead;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Two leads that became one, and can become two again.
 *
 * @param survivorId the lead that stayed
 * @param mergedId the lead that went into it; its id leads to the survivor
 * @param mergedName what that lead was called
 * @param mergedBy who did it, as kind and id of the actor: {@code MEMBER:...}
 * @param provenance by field, from which of the two its value came
 * @param unmergedAt when it was undone, if it was
 * @param unmergedBy by whom
 */
public record LeadMerge(
    LeadMergeId id,
    LeadId survivorId,
    LeadId mergedId,
    String mergedName,
    String mergedBy,
    Instant mergedAt,
    Map<String, MergeSide> provenance,
    Optional<Instant> unmergedAt,
    Optional<String> unmergedBy) {

  /** Copies the map. */
  public LeadMerge {
    provenance = Collections.unmodifiableMap(new TreeMap<>(provenance));
  }

  /** Tells whether the two are one now. */
  public boolean holds() {
    return unmergedAt.isEmpty();
  }

  /** The ids only: the rest is personal. */
  @Override
  public String toString() {
    return "LeadMerge[" + id + "]";
  }
}
