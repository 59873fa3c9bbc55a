package io.mce.lead;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Texts as they are stored, and as they are searched: without regard to case and accents. */
final class Folding {

  /** Sorts before every letter, so that a name comes before longer names that begin with it. */
  static final char SEPARATOR = '\u0001';

  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\n\\t]]");
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Cf}]");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private Folding() {}

  /** One line, without what cannot be seen, one space between words. */
  static String clean(String text) {
    if (isPlain(text)) {
      return text;
    }
    String spaced = SPACE.matcher(Normalizer.normalize(text, Form.NFC)).replaceAll(" ");
    return INVISIBLE.matcher(spaced).replaceAll("").strip();
  }

  /** The text without control characters, its lines kept. */
  static String printable(String text) {
    return isPlain(text) ? text : UNPRINTABLE.matcher(text).replaceAll("").strip();
  }

  /** What a search for a name or company looks into. */
  static String searchKey(String name, Optional<String> company) {
    String key = fold(name);
    return company.map(text -> key + SEPARATOR + fold(text)).orElse(key);
  }

  /** The form in which spellings meet that differ in case, accents or space only. */
  static String fold(String text) {
    String clean = clean(text);
    if (isAscii(clean)) {
      return clean.toLowerCase(Locale.ROOT);
    }
    return MARKS
        .matcher(Normalizer.normalize(clean, Form.NFKD))
        .replaceAll("")
        .toLowerCase(Locale.ROOT);
  }

  /** What {@code like ... escape '!'} takes literally. */
  static String literal(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  private static boolean isPlain(String text) {
    char before = ' ';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) {
        return false;
      }
      before = c;
    }
    return text.isEmpty() || before != ' ';
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }
}
