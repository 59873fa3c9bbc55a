package io.mce.lead;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The words of names and companies, as they are searched by their beginnings. A word begins after
 * space, and at each letter or digit that follows something else, and goes on to the next space: in
 * "silva-souza" there are "silva-souza" and "souza".
 */
final class SearchWords {

  /** More of a name than anybody types. */
  private static final int MOST_WORDS = 12;

  private static final int MOST_CHARACTERS = 32;

  private SearchWords() {}

  /** Returns the words of a search key. */
  static Set<String> of(String searchKey) {
    Set<String> words = new LinkedHashSet<>();
    boolean inside = false;
    boolean letter = false;
    for (int i = 0; i < searchKey.length() && words.size() < MOST_WORDS; ) {
      int character = searchKey.codePointAt(i);
      boolean space = isSpace(character);
      boolean nowLetter = Character.isLetterOrDigit(character);
      if (!space && (!inside || (nowLetter && !letter))) {
        words.add(cut(searchKey.substring(i, end(searchKey, i))));
      }
      inside = !space;
      letter = nowLetter;
      i += Character.charCount(character);
    }
    return words;
  }

  /** Returns what a text looks for: leads with a word that begins with each. */
  static List<String> wanted(String text) {
    List<String> wanted = new ArrayList<>();
    for (String word : Folding.fold(text).split(" ")) {
      if (!word.isEmpty() && wanted.size() < MOST_WORDS) {
        wanted.add(cut(word));
      }
    }
    return wanted;
  }

  private static int end(String text, int from) {
    int end = from;
    while (end < text.length() && !isSpace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isSpace(int character) {
    return character == ' ' || character == Folding.SEPARATOR;
  }

  private static String cut(String word) {
    return word.codePointCount(0, word.length()) <= MOST_CHARACTERS
        ? word
        : word.substring(0, word.offsetByCodePoints(0, MOST_CHARACTERS));
  }
}
