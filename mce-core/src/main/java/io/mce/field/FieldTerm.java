package io.mce.field;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an index holds of one value, to filter and sort by.
 *
 * @param text folded and cut, for texts, choices and addresses
 * @param number for numbers, amounts, days (since 1970-01-01) and truths (0 and 1); 1 for a phone,
 *     of which an index holds no more than that there is one
 */
public record FieldTerm(Optional<String> text, Optional<Double> number) {

  /** Longest text in the index. */
  public static final int MAX_TEXT = 200;

  /** Returns the form in which an index holds a text: lower case, no accents, cut. */
  public static String key(String text) {
    String folded = FieldText.fold(text);
    if (folded.length() <= MAX_TEXT) {
      return folded;
    }
    int end = Character.isHighSurrogate(folded.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
    return folded.substring(0, end);
  }

  /**
   * Returns the terms of a value, one for each of several choices; none for what is no value.
   *
   * @param region of the organization, for values from before the field was defined
   */
  public static List<FieldTerm> of(CustomField field, String value, String region) {
    return switch (field.type()) {
      case TEXT, URL, CHOICE -> value.isBlank() ? List.of() : List.of(text(value));
      case MULTI_CHOICE -> {
        List<FieldTerm> terms = new ArrayList<>();
        FieldValue.split(value).forEach(each -> terms.add(text(each)));
        yield terms.stream().distinct().toList();
      }
      case NUMBER, MONEY ->
          canonical(field, value, region).stream()
              .map(text -> number(new BigDecimal(text).doubleValue()))
              .toList();
      case DATE ->
          canonical(field, value, region).stream()
              .map(text -> number((double) LocalDate.parse(text).toEpochDay()))
              .toList();
      case BOOLEAN ->
          canonical(field, value, region).stream()
              .map(text -> number(text.equals("true") ? 1 : 0))
              .toList();
      case PHONE -> canonical(field, value, region).stream().map(text -> number(1)).toList();
    };
  }

  private static Optional<String> canonical(CustomField field, String value, String region) {
    return FieldValue.parse(field, value, region).toOptional();
  }

  private static FieldTerm text(String value) {
    return new FieldTerm(Optional.of(key(value)), Optional.empty());
  }

  private static FieldTerm number(double value) {
    return new FieldTerm(Optional.empty(), Optional.of(value));
  }
}
