package io.mce.lead;

import io.mce.kernel.MceException;
import io.mce.project.ProjectId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How values of one field are joined when a lead is captured again or two leads are merged.
 *
 * @param strategies by field: {@code name}, {@code company}, {@code project}, {@code tags}, {@code
 *     metadata} for every other value, {@code metadata.budget} for one of them; fields that are
 *     left out are kept as they are known longest, tags side by side
 * @param sameEmail what is done about two with one e-mail address
 */
public record MergePolicy(Map<String, MergeStrategy> strategies, SameEmail sameEmail) {

  /** Nothing known is replaced; what is new is added. */
  public static final MergePolicy DEFAULT = new MergePolicy(Map.of(), SameEmail.SUGGEST);

  static final String NAME = "name";
  static final String COMPANY = "company";
  static final String PROJECT = "project";
  static final String TAGS = "tags";
  static final String METADATA = "metadata";
  static final String METADATA_PREFIX = "metadata.";
  private static final int LONGEST_FIELD = 120;

  /**
   * Copies the map.
   *
   * @throws MceException INVALID when a field cannot be joined like this
   */
  public MergePolicy {
    strategies = java.util.Collections.unmodifiableMap(new TreeMap<>(strategies));
    strategies.forEach(MergePolicy::requireValid);
  }

  private static void requireValid(String field, MergeStrategy strategy) {
    boolean isValue =
        field.equals(METADATA)
            || (field.startsWith(METADATA_PREFIX)
                && field.length() > METADATA_PREFIX.length()
                && field.length() <= LONGEST_FIELD);
    if (!isValue && !Set.of(NAME, COMPANY, PROJECT, TAGS).contains(field)) {
      throw MceException.invalid(
          "fields", "Fields are name, company, project, tags, metadata and metadata.<key>.");
    }
    if (field.equals(TAGS)
        && (strategy == MergeStrategy.SUM || strategy == MergeStrategy.LONGEST)) {
      throw MceException.invalid("fields", "Tags are kept, replaced or put side by side.");
    }
    if (field.equals(PROJECT) && strategy == MergeStrategy.LONGEST) {
      throw MceException.invalid("fields", "A project is the oldest or the newest.");
    }
    if (!isValue
        && !field.equals(TAGS)
        && (strategy == MergeStrategy.SUM || strategy == MergeStrategy.UNION)) {
      throw MceException.invalid("fields", "A " + field + " is one text: oldest, newest, longest.");
    }
  }

  /** Returns how a field is joined. */
  public MergeStrategy of(String field) {
    MergeStrategy own = strategies.get(field);
    if (own != null) {
      return own;
    }
    if (field.startsWith(METADATA_PREFIX)) {
      return strategies.getOrDefault(METADATA, MergeStrategy.OLDEST);
    }
    return field.equals(TAGS) ? MergeStrategy.UNION : MergeStrategy.OLDEST;
  }

  /** Joins two texts of a field; blank is none. */
  String join(String field, String older, String newer) {
    if (older.isBlank() || newer.isBlank()) {
      return older.isBlank() ? newer : older;
    }
    return older.equals(newer) && of(field) != MergeStrategy.SUM
        ? older
        : of(field).join(older, newer);
  }

  /** Joins projects. */
  Optional<ProjectId> joinProject(Optional<ProjectId> older, Optional<ProjectId> newer) {
    if (older.isEmpty() || newer.isEmpty()) {
      return older.or(() -> newer);
    }
    return of(PROJECT) == MergeStrategy.NEWEST ? newer : older;
  }

  /** Joins tags. */
  Set<String> joinTags(Collection<String> older, Collection<String> newer) {
    MergeStrategy strategy = of(TAGS);
    if (strategy == MergeStrategy.UNION || older.isEmpty() || newer.isEmpty()) {
      Set<String> all = new LinkedHashSet<>(older);
      all.addAll(newer);
      return all;
    }
    return new LinkedHashSet<>(strategy == MergeStrategy.NEWEST ? newer : older);
  }

  /** Joins what else is known, key by key. */
  Map<String, String> joinMetadata(Map<String, String> older, Map<String, String> newer) {
    Map<String, String> all = new LinkedHashMap<>(older);
    newer.forEach((key, value) ->
        all.merge(key, value, (known, fresh) -> join(METADATA_PREFIX + key, known, fresh)));
    return all;
  }
}
