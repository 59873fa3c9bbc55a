package io.mce.ingestion;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Texts as people and programs type them. */
final class TypedText {

  /** What people and programs write where they have nothing to write. */
  private static final Set<String> NOTHING =
      Set.of(
          "-",
          "--",
          "---",
          "\u2014",
          "\u2013",
          ".",
          "..",
          "...",
          "?",
          "n/a",
          "n.a.",
          "n.a",
          "#n/a",
          "n/d",
          "nil",
          "none",
          "null",
          "undefined",
          "nan",
          "not available",
          "not provided",
          "não tem",
          "nao tem",
          "não informado",
          "nao informado",
          "no tiene",
          "ninguno",
          "sin datos",
          "#ref!",
          "#value!",
          "#name?");

  /** The same, where it cannot be someone's name. */
  private static final Set<String> NO_ADDRESS =
      Set.of("na", "no", "x", "xx", "xxx", "sem", "nenhum", "unknown", "nahi", "0");

  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Co}\\p{Cn}]");
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff\\u00ad]");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NOT_A_LETTER = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}]+");

  private TypedText() {}

  /**
   * Returns the text on one line, one space between words, in one Unicode form, without what cannot
   * be seen. Accents, capitals and the joiners that Indian scripts need stay.
   */
  static String clean(String text) {
    if (isPlain(text)) {
      return text;
    }
    String visible = INVISIBLE.matcher(text).replaceAll("");
    String printable = UNPRINTABLE.matcher(SPACE.matcher(visible).replaceAll(" ")).replaceAll("");
    // Last, because what was between two marks may have kept them from being one character.
    String composed = Normalizer.normalize(printable, Form.NFC);
    return SPACE.matcher(composed).replaceAll(" ").strip();
  }

  /** Returns the clean text; empty for one that says only that there is nothing: "n/a", "-". */
  static Optional<String> present(String text) {
    String clean = clean(text);
    return clean.isEmpty() || NOTHING.contains(clean.toLowerCase(Locale.ROOT))
        ? Optional.empty()
        : Optional.of(clean);
  }

  /** Returns the clean text of a phone number or e-mail address; empty also for "NA" and "x". */
  static Optional<String> presentAddress(String text) {
    return present(text).filter(clean -> !NO_ADDRESS.contains(clean.toLowerCase(Locale.ROOT)));
  }

  /** Returns the form in which names of columns meet: letters and digits, no case, no accents. */
  static String folded(String name) {
    return NOT_A_LETTER.matcher(withoutAccents(name)).replaceAll("");
  }

  /** Returns a name for metadata: lower-case words joined by underscores. */
  static String key(String name) {
    String words = NOT_A_LETTER.matcher(withoutAccents(name)).replaceAll("_");
    int from = words.startsWith("_") ? 1 : 0;
    int to = words.length() > from && words.endsWith("_") ? words.length() - 1 : words.length();
    return words.substring(from, to);
  }

  /** What most cells are: visible ASCII with single spaces. */
  private static boolean isPlain(String text) {
    char before = ' ';
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) {
        return false;
      }
      before = c;
    }
    return before != ' ';
  }

  /** Marks of Latin letters go; in other scripts they are vowels. */
  private static String withoutAccents(String text) {
    String lower = Normalizer.normalize(text, Form.NFKD).toLowerCase(Locale.ROOT);
    boolean latin =
        lower
            .codePoints()
            .filter(Character::isLetter)
            .allMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN);
    return latin ? MARKS.matcher(lower).replaceAll("") : Normalizer.normalize(lower, Form.NFC);
  }
}
