package io.mce.segment;

import io.mce.field.CustomFieldId;
import io.mce.field.FieldType;
import io.mce.field.FieldValue;
import io.mce.kernel.MceException;
import io.mce.segment.LeadCondition.Field;
import io.mce.segment.LeadCondition.Not;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the conditions on custom fields: how each type of field can be compared. */
final class FieldConditionReader {

  /** How custom fields are compared; min and max go together. */
  private static final List<String> COMPARISONS =
      List.of("is", "beginsWith", "anyOf", "min", "max", "filled");

  private FieldConditionReader() {}

  static LeadCondition read(ConditionParts parts) {
    CustomFieldId id =
        fieldId(parts.text("id"))
            .orElseThrow(() -> parts.fault("id", "This is the id of a custom field."));
    FieldType type =
        parts
            .constant(parts.text("type"), FieldType.class)
            .orElseThrow(() ->
                parts.fault(
                    "type", "The type is one of " + Arrays.toString(FieldType.values()) + "."));
    List<String> possible = comparisons(type);
    List<String> given = COMPARISONS.stream().filter(parts::has).toList();
    boolean one = given.size() == 1 || given.equals(List.of("min", "max"));
    if (!one || !possible.containsAll(given)) {
      throw parts.fault(
          "A field of type "
              + type
              + " is compared by one of "
              + ConditionParts.words(possible)
              + ".");
    }
    if (given.getFirst().equals("filled")) {
      boolean filled = parts.truth("filled").orElseThrow(() -> parts.missing("filled"));
      Field condition = new Field(id, type, new FieldMatch.Filled());
      return filled ? condition : new Not(condition);
    }
    return new Field(id, type, match(parts, type, given.getFirst()));
  }

  private static List<String> comparisons(FieldType type) {
    return switch (type) {
      case TEXT, URL -> List.of("is", "beginsWith", "filled");
      case NUMBER, MONEY, DATE -> List.of("is", "min", "max", "filled");
      case CHOICE, MULTI_CHOICE -> List.of("anyOf", "filled");
      case BOOLEAN -> List.of("is", "filled");
      case PHONE -> List.of("filled");
    };
  }

  private static FieldMatch match(ConditionParts parts, FieldType type, String given) {
    return switch (type) {
      case TEXT, URL ->
          given.equals("is")
              ? new FieldMatch.Exactly(exactly(parts, type))
              : new FieldMatch.Beginning(parts.text("beginsWith"));
      case CHOICE, MULTI_CHOICE -> new FieldMatch.AnyOf(parts.texts("anyOf"));
      case BOOLEAN ->
          new FieldMatch.Truth(parts.truth("is").orElseThrow(() -> parts.missing("is")));
      case NUMBER, MONEY -> numbers(parts, given);
      case DATE -> days(parts, given);
      case PHONE -> throw new IllegalStateException(given);
    };
  }

  private static String exactly(ConditionParts parts, FieldType type) {
    String text = parts.text("is");
    return type == FieldType.TEXT
        ? text
        : FieldValue.webAddress(text)
            .orElseThrow(() -> parts.fault("is", "This is no address on the web."));
  }

  private static FieldMatch numbers(ConditionParts parts, String given) {
    if (given.equals("is")) {
      Optional<Double> is = Optional.of(parts.decimal("is").orElseThrow(() -> parts.missing("is")));
      return new FieldMatch.Between(is, is);
    }
    Optional<Double> min = parts.decimal("min");
    Optional<Double> max = parts.decimal("max");
    requireRange(parts, min, max);
    return new FieldMatch.Between(min, max);
  }

  private static FieldMatch days(ConditionParts parts, String given) {
    if (given.equals("is")) {
      Optional<LocalDate> is = Optional.of(parts.day("is").orElseThrow(() -> parts.missing("is")));
      return new FieldMatch.Days(is, is);
    }
    Optional<LocalDate> min = parts.day("min");
    Optional<LocalDate> max = parts.day("max");
    requireRange(parts, min.map(LocalDate::toEpochDay), max.map(LocalDate::toEpochDay));
    return new FieldMatch.Days(min, max);
  }

  private static <T extends Comparable<T>> void requireRange(
      ConditionParts parts, Optional<T> min, Optional<T> max) {
    if (min.isEmpty() && max.isEmpty()) {
      throw parts.fault("Give a lowest (min) or a highest (max) value, or both.");
    }
    if (min.isPresent() && max.isPresent() && min.get().compareTo(max.get()) > 0) {
      throw parts.fault("min", "The lowest value is above the highest.");
    }
  }

  private static Optional<CustomFieldId> fieldId(String text) {
    try {
      return Optional.of(CustomFieldId.of(text));
    } catch (MceException e) {
      return Optional.empty();
    }
  }
}
