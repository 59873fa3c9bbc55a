package io.mce.segment;

import io.mce.kernel.MceException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The values of one condition, by name; each is taken once, and what is left over is a fault. */
final class ConditionParts {

  private static final int MOST_VALUES = 100;
  private static final int MOST_CHARACTERS = 200;
  private static final double MOST_NUMBER = 1e18;
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final String path;
  private final Map<String, @Nullable Object> rest = new LinkedHashMap<>();

  ConditionParts(String path, Map<?, ?> json) {
    this.path = path;
    json.forEach((key, value) -> rest.put(String.valueOf(key), value));
  }

  boolean has(String name) {
    return rest.containsKey(name);
  }

  MceException fault(String sentence) {
    return faultAt(path, sentence);
  }

  MceException fault(String name, String sentence) {
    return faultAt(path + "." + name, sentence);
  }

  MceException missing(String name) {
    return fault(name, "There is no value.");
  }

  void requireNothingElse() {
    if (!rest.isEmpty()) {
      String name = shown(rest.keySet().iterator().next());
      throw fault(name, "This condition has no \"" + name + "\".");
    }
  }

  String text(String name) {
    return optionalText(name).orElseThrow(() -> fault(name, "Write a text."));
  }

  Optional<String> optionalText(String name) {
    Object value = rest.remove(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text && isFine(text)) {
      return Optional.of(text.strip());
    }
    throw fault(name, "This is a text of 1 to " + MOST_CHARACTERS + " characters.");
  }

  private static boolean isFine(String text) {
    return !text.isBlank()
        && text.length() <= MOST_CHARACTERS
        && text.codePoints()
            .noneMatch(each ->
                Character.isISOControl(each) || Character.getType(each) == Character.SURROGATE);
  }

  Optional<Boolean> truth(String name) {
    Object value = rest.remove(name);
    if (value == null || value instanceof Boolean) {
      return Optional.ofNullable((Boolean) value);
    }
    throw fault(name, "This is true or false.");
  }

  Optional<Integer> number(String name, int least, int most) {
    Object value = rest.remove(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Number number
        && number.doubleValue() == Math.rint(number.doubleValue())
        && number.doubleValue() >= least
        && number.doubleValue() <= most) {
      return Optional.of(number.intValue());
    }
    throw fault(name, "This is a whole number from " + least + " to " + most + ".");
  }

  Optional<Double> decimal(String name) {
    Object value = rest.remove(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Number number && Math.abs(number.doubleValue()) <= MOST_NUMBER) {
      return Optional.of(number.doubleValue() + 0.0); // Makes -0 the same as 0.
    }
    throw fault(name, "This is a number.");
  }

  Optional<LocalDate> day(String name) {
    Optional<String> text = optionalText(name);
    try {
      Optional<LocalDate> day = text.map(LocalDate::parse);
      if (day.filter(each -> each.getYear() < 1 || each.getYear() > 9999).isPresent()) {
        throw fault(name, "This is a day between the years 1 and 9999.");
      }
      return day;
    } catch (DateTimeParseException e) {
      throw fault(name, "This is a day such as 2026-03-02.");
    }
  }

  Optional<Instant> time(String name) {
    Optional<String> text = optionalText(name);
    try {
      Optional<Instant> time = text.map(Instant::parse);
      if (time.filter(at -> at.isBefore(EARLIEST) || at.isAfter(LATEST)).isPresent()) {
        throw fault(name, "This is a time between the years 1900 and 9999.");
      }
      return time;
    } catch (DateTimeParseException e) {
      throw fault(name, "This is a time such as 2026-03-02T09:00:00Z.");
    }
  }

  Set<String> texts(String name) {
    return values(name, Optional::of, "a text", false);
  }

  <E extends Enum<E>> Set<E> constants(String name, Class<E> type) {
    return values(
        name,
        word -> constant(word, type),
        "one of " + Arrays.toString(type.getEnumConstants()),
        false);
  }

  <E extends Enum<E>> Optional<E> constant(String word, Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> each.name().equals(word))
        .findFirst();
  }

  <T> Set<T> values(
      String name, Function<String, Optional<T>> reader, String what, boolean mayBeEmpty) {
    Object value = rest.remove(name);
    if (!(value instanceof List<?> list)
        || list.size() > MOST_VALUES
        || (list.isEmpty() && !mayBeEmpty)) {
      throw fault(name, "This is a list of 1 to " + MOST_VALUES + " values.");
    }
    Set<T> values = new LinkedHashSet<>();
    for (int i = 0; i < list.size(); i++) {
      String at = name + "[" + i + "]";
      Object each = list.get(i);
      values.add(
          (each instanceof String text && isFine(text)
                  ? reader.apply(text.strip())
                  : Optional.<T>empty())
              .orElseThrow(() -> fault(at, "This is " + what + ".")));
    }
    return values;
  }

  /** A fault of what stands at a path; the whole definition's when it is empty. */
  static MceException faultAt(String path, String sentence) {
    String field = path.isEmpty() ? "definition" : path;
    return MceException.invalid(field, field + ": " + sentence);
  }

  /** Words one after the other, for a sentence. */
  static String words(List<String> words) {
    return String.join(", ", words);
  }

  /** As much of a text as an answer should repeat. */
  static String shown(String text) {
    String clean = text.replaceAll("[^\\p{L}\\p{N} ._-]", "?");
    return clean.length() <= 40 ? clean : clean.substring(0, 40) + "…";
  }
}
