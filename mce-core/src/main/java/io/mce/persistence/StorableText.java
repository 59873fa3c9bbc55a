package io.mce.persistence;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import java.sql.Types;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;

/**
 * What a text column takes on every database: text without U+0000 and without halves of surrogate
 * pairs. PostgreSQL refuses both; without this rule SQLite would keep what no other node can.
 */
public final class StorableText {

  private StorableText() {}

  /** Tells whether a text column takes it; where it is looked up, what is not is unknown. */
  public static boolean isStorable(String text) {
    int index = 0;
    while (index < text.length()) {
      char first = text.charAt(index);
      if (first == 0) {
        return false;
      }
      if (Character.isSurrogate(first)) {
        int character = text.codePointAt(index);
        if (isHalf(character)) {
          return false;
        }
        index++;
      }
      index++;
    }
    return true;
  }

  /** Returns the text; refuses what is not storable with an {@link MceException} INVALID. */
  static String required(String text) {
    if (!isStorable(text)) {
      throw new MceException(
          ErrorCode.INVALID,
          "A text holds a character that cannot be kept (U+0000, or half of a surrogate pair);"
              + " leave it out.");
    }
    return text;
  }

  /**
   * Binds text, and refuses what is not storable with an {@link MceException} INVALID. Registered
   * where a database is opened, so that no statement can forget it.
   */
  public static ArgumentFactory argument() {
    return new Checked();
  }

  private static boolean isHalf(int character) {
    return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
  }

  private static final class Checked extends AbstractArgumentFactory<String> {
    Checked() {
      super(Types.VARCHAR);
    }

    @Override
    protected Argument build(String value, ConfigRegistry config) {
      required(value);
      return (position, statement, context) -> statement.setString(position, value);
    }
  }
}
