package io.mce.project;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Codes as they are compared: whatever the case, the accents' form, and the spaces around. */
final class ProjectCode {

  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");

  private ProjectCode() {}

  static String clean(String text) {
    return SPACE.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll(" ").strip();
  }

  static String key(String text) {
    return clean(text).toLowerCase(Locale.ROOT);
  }

  /** Returns how many letters are to be changed, added, left out or swapped to get from a to b. */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int other = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1), cost[i - 1][j - 1] + other);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
