package io.mce.event;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mce.persistence.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a command changed, field by field, for the audit trail. Personal values are welcome: they
 * are stored sealed, and fall with the key of the person. Secrets are not. Immutable.
 */
public record Changes(List<FieldChange> fields) {

  /** Nothing changed that is worth a line. */
  public static final Changes NONE = new Changes(List.of());

  private static final int MAX_TEXT = 2_000;
  private static final TypeReference<List<FieldChange>> FIELDS = new TypeReference<>() {};

  /**
   * A field before and after.
   *
   * @param before empty when there was nothing
   * @param after empty when there is nothing any more
   */
  public record FieldChange(String field, Optional<String> before, Optional<String> after) {}

  /** Copies the fields. */
  public Changes {
    fields = List.copyOf(fields);
  }

  /**
   * Also says what a field was and is; equal values are no change. Optionals count as their value,
   * collections as their elements in order, and long texts are cut.
   */
  public Changes with(String field, @Nullable Object before, @Nullable Object after) {
    Optional<String> was = text(before);
    Optional<String> is = text(after);
    if (Objects.equals(was, is)) {
      return this;
    }
    List<FieldChange> more = new ArrayList<>(fields);
    more.add(new FieldChange(field, was, is));
    return new Changes(more);
  }

  /** Tells whether nothing changed. */
  public boolean isEmpty() {
    return fields.isEmpty();
  }

  String json() {
    return Json.write(fields);
  }

  static Changes of(String json) {
    return new Changes(Json.read(json, FIELDS));
  }

  private static Optional<String> text(@Nullable Object value) {
    return switch (value) {
      case null -> Optional.empty();
      case Optional<?> optional -> text(optional.orElse(null));
      case Collection<?> items ->
          items.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  cut(
                      items.stream()
                          .map(String::valueOf)
                          .sorted()
                          .collect(Collectors.joining(", "))));
      default -> Optional.of(cut(value.toString()));
    };
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
  }
}
