package io.mce.kernel;

import java.util.regex.Pattern;

/** Texts in the cells of files that people open in a spreadsheet. */
public final class SpreadsheetCell {

  private static final Pattern FORMULA =
      Pattern.compile("[=@\\t\\r].*|[+-].*[^0-9 ().+-].*", Pattern.DOTALL);

  private SpreadsheetCell() {}

  /**
   * Returns the text so that no spreadsheet runs it as a formula: an apostrophe in front of what
   * would be one. Phone numbers begin with a plus and are left alone.
   */
  public static String escaped(String text) {
    return FORMULA.matcher(text).matches() ? "'" + text : text;
  }

  /** Returns the text without the apostrophe that {@link #escaped} put in front of it. */
  public static String unescaped(String text) {
    return text.startsWith("'") && FORMULA.matcher(text.substring(1)).matches()
        ? text.substring(1)
        : text;
  }
}
