package io.mce.conversation;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What to call a person by whose whole name is known. */
final class PersonName {

  private static final Pattern NOT_A_LETTER = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}]+");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private static final Set<String> TITLES =
      Set.of(
          "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "er", "adv", "ca", "capt", "col",
          "shri", "sri", "shree", "smt", "kumari", "km", "md", "mohd", "sr", "sra", "srta", "dra",
          "dona", "seu", "don", "doña", "ing", "lic");

  private PersonName() {}

  /**
   * Returns the first name: the first word that is no title or single letter; in "Souza, Ana" the
   * word after the comma. What has no such word is returned whole.
   */
  static String first(String name) {
    String whole = name.strip();
    int comma = whole.indexOf(',');
    if (comma > 0 && !whole.substring(comma + 1).isBlank()) {
      return first(whole.substring(comma + 1));
    }
    List<String> words = SPACE.splitAsStream(whole).toList();
    return words.stream()
        .filter(word -> !isTitle(word) && plain(word).length() > 1)
        .findFirst()
        .orElse(whole);
  }

  private static boolean isTitle(String word) {
    return TITLES.contains(plain(word));
  }

  private static String plain(String word) {
    String letters = NOT_A_LETTER.matcher(Normalizer.normalize(word, Form.NFC)).replaceAll("");
    return letters.toLowerCase(Locale.ROOT);
  }
}
