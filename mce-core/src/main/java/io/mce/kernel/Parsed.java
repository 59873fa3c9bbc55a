package io.mce.kernel;

import java.util.Map;
import java.util.Optional;

/**
 * What became of a text that a person typed: a value, or why it is none.
 *
 * @param <T> the type of the value
 */
public sealed interface Parsed<T> {

  /** The text is a value. */
  record Valid<T>(T value) implements Parsed<T> {}

  /**
   * The text is no value. Neither sentence quotes it, so both may be logged.
   *
   * @param code stable name of the reason, in capitals: {@code PHONE_TOO_SHORT}
   * @param reason what is wrong, as a sentence
   * @param hint what to do about it, as a sentence
   */
  record Invalid<T>(String code, String reason, String hint) implements Parsed<T> {}

  /** Returns the value; empty when there is none. */
  default Optional<T> toOptional() {
    return switch (this) {
      case Valid<T> valid -> Optional.of(valid.value());
      case Invalid<T> invalid -> Optional.empty();
    };
  }

  /**
   * Returns the value.
   *
   * @param field the name of the input field, for the error's details
   * @throws MceException INVALID with reason and hint when there is no value
   */
  default T orThrow(String field) {
    return switch (this) {
      case Valid<T> valid -> valid.value();
      case Invalid<T> invalid -> {
        String message = invalid.reason() + " " + invalid.hint();
        throw new MceException(ErrorCode.INVALID, message, Map.of(field, message));
      }
    };
  }
}
