package io.mce.app.http;

import io.mce.kernel.MceException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads words that stand for constants, with an error that lists the words there are. */
public final class Words {

  private Words() {}

  /** Reads a constant by its name, in any case. */
  public static <E extends Enum<E>> E constant(Class<E> type, String field, @Nullable String word) {
    String wanted = word == null ? "" : word.strip().toUpperCase(Locale.ROOT);
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> each.name().equals(wanted))
        .findFirst()
        .orElseThrow(() ->
            MceException.invalid(
                field,
                "The field "
                    + field
                    + " must be one of "
                    + Arrays.toString(type.getEnumConstants())
                    + "."));
  }

  /** Reads an id in the query; what is none is a mistake there, and not a thing that is missing. */
  public static <T> T id(String parameter, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (MceException e) {
      throw MceException.invalid(parameter, "The parameter " + parameter + " is an id.");
    }
  }
}
