package io.mce.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An opaque position in a list: the sort values of the last row seen. Not a secret and not signed:
 * it only ever moves within what the actor may read anyway.
 */
public record Cursor(List<String> values) {

  private static final String SEPARATOR = "\u001f";
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /** Copies the values. */
  public Cursor {
    values = List.copyOf(values);
  }

  /** Returns a cursor of these sort values. */
  public static Cursor of(Object... values) {
    return new Cursor(java.util.Arrays.stream(values).map(Object::toString).toList());
  }

  /**
   * Reads the text form.
   *
   * @param size how many sort values the list uses
   * @throws MceException INVALID when the text is not a cursor of such a list
   */
  public static Cursor parse(String text, int size) {
    try {
      String decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      List<String> values = List.of(decoded.split(SEPARATOR, -1));
      if (values.size() == size) {
        return new Cursor(values);
      }
    } catch (IllegalArgumentException e) {
      throw notACursor();
    }
    throw notACursor();
  }

  /** Returns the sort value at this place as a number. */
  public long longAt(int index) {
    try {
      return Long.parseLong(values.get(index));
    } catch (NumberFormatException e) {
      throw notACursor();
    }
  }

  /**
   * Reads a value that is an id.
   *
   * @throws MceException INVALID when it is none
   */
  public String idAt(int index) {
    String value = values.get(index);
    if (!ID.matcher(value).matches()) {
      throw notACursor();
    }
    return value;
  }

  /** Returns the text form, safe in URLs. */
  public String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(String.join(SEPARATOR, values).getBytes(StandardCharsets.UTF_8));
  }

  private static MceException notACursor() {
    return MceException.invalid(
        "cursor", "The cursor is not one of this list; leave it out to start from the beginning.");
  }
}
