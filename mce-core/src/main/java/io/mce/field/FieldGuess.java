package io.mce.field;

import io.mce.kernel.Parsed;
import io.mce.kernel.PhoneNumbers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Guesses what kind of field a column of a file could become. Pure. */
public final class FieldGuess {

  private static final int MOST_CHOICES = 12;
  private static final int LONGEST_CHOICE = 40;

  /** Any region will do: what is a value in one of two readings is a value in the other. */
  private static final String REGION = "BR";

  private static final List<FieldType> STRICT =
      List.of(FieldType.NUMBER, FieldType.BOOLEAN, FieldType.DATE, FieldType.URL);

  private FieldGuess() {}

  /**
   * Guesses by the values in the column.
   *
   * @param values those that are not blank
   * @return the field, or nothing where there is nothing to guess by
   */
  public static Optional<CustomFieldDraft> of(String label, String key, List<String> values) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    String name = FieldText.line(label);
    for (FieldType type : STRICT) {
      if (values.stream().allMatch(value -> isValue(type, value))) {
        return Optional.of(CustomFieldDraft.of(name, type).key(key));
      }
    }
    if (values.stream().allMatch(FieldGuess::isInternationalPhone)) {
      return Optional.of(CustomFieldDraft.of(name, FieldType.PHONE).key(key));
    }
    return Optional.of(
        choices(values)
            .map(choices ->
                CustomFieldDraft.of(name, FieldType.CHOICE)
                    .key(key)
                    .choices(choices.toArray(String[]::new)))
            .orElse(CustomFieldDraft.of(name, FieldType.TEXT).key(key)));
  }

  /** A few short texts that come again and again. */
  private static Optional<List<String>> choices(List<String> values) {
    Map<String, String> distinct = new LinkedHashMap<>();
    values.forEach(value -> distinct.putIfAbsent(FieldText.fold(value), FieldText.line(value)));
    boolean fits =
        distinct.size() >= 2
            && distinct.size() <= MOST_CHOICES
            && values.size() >= 3 * distinct.size()
            && distinct.values().stream()
                .allMatch(value ->
                    value.length() <= LONGEST_CHOICE
                        && value.indexOf(';') < 0
                        && value.indexOf('|') < 0);
    return fits ? Optional.of(new ArrayList<>(distinct.values())) : Optional.empty();
  }

  /** A bare host could be any two words with a point between them. */
  private static boolean isValue(FieldType type, String value) {
    if (type == FieldType.URL && !value.strip().toLowerCase(Locale.ROOT).startsWith("http")) {
      return false;
    }
    return FieldValue.parse(field(type), value, REGION) instanceof Parsed.Valid<String>;
  }

  private static boolean isInternationalPhone(String value) {
    return value.strip().startsWith("+")
        && PhoneNumbers.parse(value, REGION).toOptional().isPresent();
  }

  private static CustomField field(FieldType type) {
    return new CustomField(
        new CustomFieldId(new UUID(0, 0)),
        "guess",
        "guess",
        type,
        List.of(),
        Optional.empty(),
        false,
        false,
        0,
        Optional.empty(),
        Instant.EPOCH,
        Instant.EPOCH,
        1);
  }
}
