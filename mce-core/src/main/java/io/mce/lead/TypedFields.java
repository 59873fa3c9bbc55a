package io.mce.lead;

import io.mce.field.CustomField;
import io.mce.field.FieldType;
import io.mce.field.FieldValue;
import io.mce.kernel.Parsed;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The custom fields of an organization as rules for the metadata of its leads. A key without a
 * field takes any text.
 *
 * @param byKey the fields that are not archived
 * @param region by which numbers, dates and phone numbers are read
 */
record TypedFields(Map<String, CustomField> byKey, String region) {

  static TypedFields of(Collection<CustomField> fields, String region) {
    Map<String, CustomField> byKey = new LinkedHashMap<>();
    fields.forEach(field -> byKey.put(field.key(), field));
    return new TypedFields(byKey, region);
  }

  /** Reads a text; empty where any text will do. */
  Optional<Parsed<String>> read(String key, String text) {
    return Optional.ofNullable(byKey.get(key)).map(field -> FieldValue.parse(field, text, region));
  }

  /** Tells whether a field holds one value, which cannot stand beside another one. */
  boolean isSingle(String key) {
    CustomField field = byKey.get(key);
    return field != null && field.type() != FieldType.TEXT && !field.type().isSeveral();
  }

  /** The policy, without what would make no value of the values of a field. */
  MergePolicy policy(MergePolicy chosen) {
    Map<String, MergeStrategy> strategies = new TreeMap<>(chosen.strategies());
    byKey.forEach((key, field) -> {
      String name = MergePolicy.METADATA_PREFIX + key;
      boolean makesNoSense =
          switch (chosen.of(name)) {
            case SUM -> !field.type().isAmount();
            case UNION -> isSingle(key);
            case LONGEST, OLDEST, NEWEST -> false;
          };
      if (makesNoSense) {
        strategies.put(name, MergeStrategy.OLDEST);
      }
    });
    return new MergePolicy(strategies, chosen.sameEmail());
  }

  /** What was joined, with sums spelled as values are; what is as before stays as it is. */
  Map<String, String> canonical(Map<String, String> before, Map<String, String> joined) {
    if (byKey.isEmpty()) {
      return joined;
    }
    Map<String, String> all = new LinkedHashMap<>();
    joined.forEach(
        (key, text) -> all.put(key, text.equals(before.get(key)) ? text : canonical(key, text)));
    return all;
  }

  String canonical(String key, String text) {
    CustomField field = byKey.get(key);
    // A sum is written with a point, wherever.
    return field == null || !field.type().isAmount() ? text : FieldValue.sum(text).orElse(text);
  }
}
