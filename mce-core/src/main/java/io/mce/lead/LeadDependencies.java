package io.mce.lead;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What hangs on a lead that is about to be deleted.
 *
 * @param counts how many of what, by words such as {@code messages}; never zero
 * @param objections why it must not be deleted now, each a sentence
 */
public record LeadDependencies(Map<String, Long> counts, List<String> objections) {

  /** Copies what it is given. */
  public LeadDependencies {
    counts = java.util.Collections.unmodifiableMap(new TreeMap<>(counts));
    objections = List.copyOf(objections);
  }

  /** Tells whether nothing at all hangs on it. */
  boolean isNone() {
    return counts.isEmpty() && objections.isEmpty();
  }

  /** Tells whether nothing is against deleting it. */
  public boolean deletable() {
    return objections.isEmpty();
  }
}
