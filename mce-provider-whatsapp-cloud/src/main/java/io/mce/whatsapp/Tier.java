package io.mce.whatsapp;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Meta's words for limits of people per day, such as {@code TIER_2K}. */
final class Tier {

  private static final Pattern PEOPLE = Pattern.compile("(?:TIER_)?(\\d{1,6})(K?)");
  private static final int THOUSAND = 1000;

  private Tier() {}

  /** How many people; empty for no limit, and for a word that is not known. */
  static OptionalInt people(String word) {
    Matcher people = PEOPLE.matcher(word);
    if (!people.matches()) {
      return OptionalInt.empty();
    }
    int number = Integer.parseInt(people.group(1));
    return OptionalInt.of(people.group(2).isEmpty() ? number : number * THOUSAND);
  }
}
