package io.mce.organization;

import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the settings of an organization may be. */
final class OrganizationCheck {

  static final int MAX_TEXT = 200;
  private static final int MAX_LANGUAGES = 10;
  private static final Set<String> REGIONS =
      Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);
  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

  private OrganizationCheck() {}

  static Map<String, String> problems(OrganizationChange change) {
    Map<String, String> problems = new LinkedHashMap<>();
    change.name().ifPresent(name -> checkText("name", name, problems));
    change
        .defaultRegion()
        .filter(region -> !REGIONS.contains(region))
        .ifPresent(region ->
            problems.put(
                "defaultRegion",
                "The default region must be a country in two capital letters, such as IN."));
    change
        .businessHours()
        .ifPresent(hours ->
            hours
                .problems()
                .forEach((day, problem) -> problems.put("businessHours." + day, problem)));
    change
        .quietHours()
        .flatMap(QuietHours::problem)
        .ifPresent(problem -> problems.put("quietHours", problem));
    change
        .languages()
        .flatMap(OrganizationCheck::problem)
        .ifPresent(problem -> problems.put("languages", problem));
    return problems;
  }

  static void checkText(String field, String value, Map<String, String> problems) {
    if (value.isBlank()) {
      problems.put(field, "The " + field + " of an organization must not be empty.");
    } else if (value.length() > MAX_TEXT) {
      problems.put(field, "The " + field + " may have at most " + MAX_TEXT + " characters.");
    }
  }

  private static Optional<String> problem(List<String> tags) {
    if (tags.isEmpty() || tags.size() > MAX_LANGUAGES) {
      return Optional.of("An organization has 1 to " + MAX_LANGUAGES + " languages.");
    }
    Set<String> seen = new HashSet<>();
    for (String tag : tags) {
      Optional<String> language = language(tag);
      if (language.isEmpty()) {
        return Optional.of("Languages are tags such as en, hi or pt-BR.");
      }
      if (!seen.add(language.get())) {
        return Optional.of("Each language is named once.");
      }
    }
    return Optional.empty();
  }

  /** Returns the one way to write a language tag; empty when it is none. */
  static Optional<String> language(String tag) {
    try {
      Locale locale = new Locale.Builder().setLanguageTag(tag).build();
      String language = locale.getLanguage();
      // The registered languages of three letters are not in the JDK; those of two are.
      boolean known = language.length() == 3 || LANGUAGES.contains(language);
      return known ? Optional.of(locale.toLanguageTag()) : Optional.empty();
    } catch (IllformedLocaleException e) {
      return Optional.empty();
    }
  }
}
