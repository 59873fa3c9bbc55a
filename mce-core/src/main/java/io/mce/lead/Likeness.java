package io.mce.lead;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How like two names in one company are. Only those are compared whose companies are spelled alike,
 * legal forms aside, and whose first and last names begin with the same letters in either order, so
 * that an index finds them; the names then are measured by Jaro and Winkler, which was made for
 * names of people and forgives typing errors, most of all behind their beginning. Small enough to
 * stand here: a library would bring a dozen measures that nobody asked for.
 */
final class Likeness {

  /** From here on two names are likely one, out of 100. */
  static final int LIKELY = 90;

  private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Set<String> LEGAL_FORMS =
      Set.of(
          "ltda", "sa", "me", "epp", "eireli", "inc", "llc", "ltd", "limited", "corp", "co", "gmbh",
          "ag", "bv", "srl", "sl", "pvt", "private", "plc", "company", "sas", "sarl");

  private static final int PREFIX = 4;
  private static final double PREFIX_WEIGHT = 0.1;

  private Likeness() {}

  /** Returns what two have in common who are compared; empty without a name or a company. */
  static Optional<String> key(String name, Optional<String> company) {
    List<String> words = words(name);
    String firm =
        String.join(
            "",
            words(company.orElse("")).stream()
                .filter(word -> !LEGAL_FORMS.contains(word))
                .toList());
    if (words.isEmpty() || firm.isEmpty()) {
      return Optional.empty();
    }
    String first = words.getFirst().substring(0, 1);
    String last = words.getLast().substring(0, 1);
    String initials = first.compareTo(last) <= 0 ? first + last : last + first;
    return Optional.of(initials + '\u001f' + firm);
  }

  /** Returns how like two names are, 0 to 100, whatever the order of their words. */
  static int of(String one, String other) {
    return (int) Math.round(100 * jaroWinkler(sorted(one), sorted(other)));
  }

  private static String sorted(String name) {
    return String.join(" ", words(name).stream().sorted().toList());
  }

  private static List<String> words(String text) {
    return Arrays.stream(NO_LETTER.split(Folding.fold(text)))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static double jaroWinkler(String one, String other) {
    double jaro = jaro(one, other);
    int prefix = 0;
    int longest = Math.min(PREFIX, Math.min(one.length(), other.length()));
    while (prefix < longest && one.charAt(prefix) == other.charAt(prefix)) {
      prefix++;
    }
    return jaro + prefix * PREFIX_WEIGHT * (1 - jaro);
  }

  private static double jaro(String one, String other) {
    if (one.equals(other)) {
      return one.isEmpty() ? 0 : 1;
    }
    int window = Math.max(0, Math.max(one.length(), other.length()) / 2 - 1);
    boolean[] oneMet = new boolean[one.length()];
    boolean[] otherMet = new boolean[other.length()];
    int common = 0;
    for (int i = 0; i < one.length(); i++) {
      int end = Math.min(other.length(), i + window + 1);
      for (int j = Math.max(0, i - window); j < end && !oneMet[i]; j++) {
        if (!otherMet[j] && one.charAt(i) == other.charAt(j)) {
          oneMet[i] = true;
          otherMet[j] = true;
          common++;
        }
      }
    }
    if (common == 0) {
      return 0;
    }
    int moved = 0;
    int j = 0;
    for (int i = 0; i < one.length(); i++) {
      if (oneMet[i]) {
        while (!otherMet[j]) {
          j++;
        }
        if (one.charAt(i) != other.charAt(j)) {
          moved++;
        }
        j++;
      }
    }
    double shared = common;
    return (shared / one.length() + shared / other.length() + (shared - moved / 2.0) / shared) / 3;
  }
}
