package io.mce.lead;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a merge would make of two leads; nothing is stored yet.
 *
 * @param survivor the lead that would stay
 * @param merged the lead that would go into it
 * @param fields each value of the two, and what would come of it
 * @param automation whether campaigns and workflows could write to it: the stricter of the two
 * @param following how many of what would go along, by words such as {@code messages}
 */
public record MergePreview(
    Lead survivor,
    Lead merged,
    List<Field> fields,
    Automation automation,
    Map<String, Long> following) {

  /** Copies the collections. */
  public MergePreview {
    fields = List.copyOf(fields);
    following = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(following));
  }

  /**
   * One field of the two.
   *
   * @param name {@code name}, {@code company}, {@code project}, {@code phone}, {@code email},
   *     {@code status}, {@code owner}, {@code tags}, or {@code metadata.} with a key
   * @param survivor its value there, if it has one
   * @param merged its value here, if it has one
   * @param side whose value the result has
   * @param result the value after the merge
   */
  public record Field(
      String name,
      Optional<String> survivor,
      Optional<String> merged,
      MergeSide side,
      Optional<String> result) {

    /** Tells whether there is something to choose. */
    public boolean differs() {
      return survivor.isPresent() && merged.isPresent() && !survivor.equals(merged);
    }
  }

  /** The ids only: the rest is personal. */
  @Override
  public String toString() {
    return "MergePreview[" + survivor.id() + ", " + merged.id() + "]";
  }
}
