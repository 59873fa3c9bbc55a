package io.mce.field;

import io.mce.kernel.Parsed;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Days as people type them: year first, or day and month in the order of the region unless only one
 * order is a day ({@code 31/12/2026}), or with the name of the month in English, Portuguese or
 * Spanish. The canonical text is ISO 8601.
 */
final class FieldDate {

  private static final Set<String> MONTH_FIRST = Set.of("US", "PH", "FM", "PW", "MH", "GU", "PR");

  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})(?:[t ].*)?");
  private static final Pattern YEAR_LAST =
      Pattern.compile("(\\d{1,2})([-/. ])(\\d{1,2})\\2(\\d{4}|\\d{2})(?: \\d{1,2}:\\d{2}.*)?");
  private static final Pattern NAMED =
      Pattern.compile(
          "(\\d{1,2})(?:st|nd|rd|th|o)?[ .-]*(?:de )?([a-z]{3,10})\\.?,?[ -]*(?:de )?(\\d{4})");
  private static final Pattern NAMED_FIRST =
      Pattern.compile("([a-z]{3,10})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})");

  private static final Map<String, Integer> MONTHS =
      Map.ofEntries(
          Map.entry("jan", 1),
          Map.entry("ene", 1),
          Map.entry("feb", 2),
          Map.entry("fev", 2),
          Map.entry("mar", 3),
          Map.entry("apr", 4),
          Map.entry("abr", 4),
          Map.entry("may", 5),
          Map.entry("mai", 5),
          Map.entry("jun", 6),
          Map.entry("jul", 7),
          Map.entry("aug", 8),
          Map.entry("ago", 8),
          Map.entry("sep", 9),
          Map.entry("set", 9),
          Map.entry("oct", 10),
          Map.entry("out", 10),
          Map.entry("nov", 11),
          Map.entry("dec", 12),
          Map.entry("dez", 12),
          Map.entry("dic", 12));

  private FieldDate() {}

  static Parsed<String> parse(String typed, String region) {
    String text = FieldText.fold(Normalizer.normalize(typed, Form.NFKC));
    return read(text, region)
        .filter(date -> date.getYear() >= 1000 && date.getYear() <= 9999)
        .<Parsed<String>>map(date -> new Parsed.Valid<>(date.toString()))
        .orElseGet(() ->
            FieldValue.invalid(
                "FIELD_NOT_A_DATE",
                "This is no date.",
                MONTH_FIRST.contains(region)
                    ? "Write it like 2026-12-31 or 12/31/2026."
                    : "Write it like 2026-12-31 or 31/12/2026."));
  }

  private static Optional<LocalDate> read(String text, String region) {
    Matcher yearFirst = YEAR_FIRST.matcher(text);
    if (yearFirst.matches()) {
      return date(number(yearFirst, 1), number(yearFirst, 3), number(yearFirst, 4));
    }
    Matcher yearLast = YEAR_LAST.matcher(text);
    if (yearLast.matches()) {
      int year = year(yearLast.group(4));
      int first = number(yearLast, 1);
      int second = number(yearLast, 3);
      // With a point the day is first wherever that is written.
      boolean monthFirst = MONTH_FIRST.contains(region) && !yearLast.group(2).equals(".");
      return (monthFirst ? date(year, first, second) : date(year, second, first))
          .or(() -> monthFirst ? date(year, second, first) : date(year, first, second));
    }
    Matcher named = NAMED.matcher(text);
    if (named.matches()) {
      return month(named.group(2))
          .flatMap(month -> date(number(named, 3), month, number(named, 1)));
    }
    Matcher namedFirst = NAMED_FIRST.matcher(text);
    return namedFirst.matches()
        ? month(namedFirst.group(1))
            .flatMap(month -> date(number(namedFirst, 3), month, number(namedFirst, 2)))
        : Optional.empty();
  }

  private static Optional<Integer> month(String name) {
    return Optional.ofNullable(MONTHS.get(name.substring(0, 3)));
  }

  private static int year(String digits) {
    int year = Integer.parseInt(digits);
    if (digits.length() == 4) {
      return year;
    }
    return year < 70 ? 2000 + year : 1900 + year;
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private static Optional<LocalDate> date(int year, int month, int day) {
    try {
      return Optional.of(LocalDate.of(year, month, day));
    } catch (DateTimeException e) {
      return Optional.empty(); // No such day.
    }
  }
}
