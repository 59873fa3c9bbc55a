package io.mce.field;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.regex.Pattern;

/** Texts around custom fields. */
final class FieldText {

  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Cf}]");
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\n\\t]]");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NOT_A_LETTER = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}]+");

  private FieldText() {}

  /** One line, one space between words, nothing that cannot be seen. */
  static String line(String text) {
    String visible = INVISIBLE.matcher(SPACE.matcher(text).replaceAll(" ")).replaceAll("");
    return SPACE.matcher(Normalizer.normalize(visible, Form.NFC)).replaceAll(" ").strip();
  }

  /** The text without control characters, its lines kept. */
  static String printable(String text) {
    return UNPRINTABLE.matcher(text).replaceAll("").strip();
  }

  /** The form in which spellings meet that differ in case, accents or space only. */
  static String fold(String text) {
    return MARKS
        .matcher(Normalizer.normalize(line(text), Form.NFKD))
        .replaceAll("")
        .toLowerCase(Locale.ROOT);
  }

  /** A key for metadata: lower-case words joined by underscores, as an import makes of headers. */
  static String key(String label) {
    String lower = Normalizer.normalize(label, Form.NFKD).toLowerCase(Locale.ROOT);
    boolean latin =
        lower
            .codePoints()
            .filter(Character::isLetter)
            .allMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN);
    String plain =
        latin ? MARKS.matcher(lower).replaceAll("") : Normalizer.normalize(lower, Form.NFC);
    String words = NOT_A_LETTER.matcher(plain).replaceAll("_");
    int from = words.startsWith("_") ? 1 : 0;
    int to = words.length() > from && words.endsWith("_") ? words.length() - 1 : words.length();
    return from >= to ? "" : words.substring(from, to);
  }
}
