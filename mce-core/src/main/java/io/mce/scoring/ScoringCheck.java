package io.mce.scoring;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.lead.LeadStatus;
import io.mce.scoring.ScoringRule.When;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What rules of a score may be. */
final class ScoringCheck {

  static final int MOST_RULES = 100;
  private static final int MOST_VALUES = 100;
  private static final int LONGEST = 100;
  private static final int MOST_TIMES = 100;
  private static final Duration LONGEST_TIME = Duration.ofDays(365);

  private ScoringCheck() {}

  static void requireSense(ScoringRules rules) {
    Map<String, String> problems = new LinkedHashMap<>();
    if (rules.rules().size() > MOST_RULES) {
      problems.put("rules", "There are at most " + MOST_RULES + " rules.");
    }
    for (int i = 0; i < rules.rules().size(); i++) {
      check("rules[" + i + "]", rules.rules().get(i), problems);
    }
    rules
        .caps()
        .forEach((group, most) -> {
          if (most < 1 || most > Score.MAX) {
            problems.put("caps." + group, "A group is worth at most 1 to 100 points.");
          }
        });
    if (!problems.isEmpty()) {
      throw new MceException(ErrorCode.INVALID, String.join(" ", problems.values()), problems);
    }
  }

  private static void check(String at, ScoringRule rule, Map<String, String> problems) {
    if (rule.points() == 0 || Math.abs((long) rule.points()) > Score.MAX) {
      problems.put(at + ".points", "A rule is worth -100 to 100 points, and not 0.");
    }
    boolean looksAtField =
        rule.when() == When.KNOWN || rule.when() == When.EQUALS || rule.when() == When.CONTAINS;
    if (looksAtField
        && rule.field().filter(text -> !text.isBlank() && text.length() <= LONGEST).isEmpty()) {
      problems.put(at + ".field", "Say which field is meant, such as company.");
    }
    checkValues(at, rule, problems);
    if (rule.when() == When.REPLIED_WITHIN
        && rule.within().filter(ScoringCheck::isTime).isEmpty()) {
      problems.put(at + ".within", "Say within which time, from a minute to a year.");
    }
    if (rule.times().filter(most -> most < 1 || most > MOST_TIMES).isPresent()) {
      problems.put(at + ".times", "A rule counts 1 to " + MOST_TIMES + " times.");
    }
    checkDecay(at, rule, problems);
  }

  private static void checkValues(String at, ScoringRule rule, Map<String, String> problems) {
    boolean compares =
        switch (rule.when()) {
          case EQUALS, CONTAINS, TAG, STATUS -> true;
          case SOURCE, KNOWN, WROTE, CALLED, CLICKED, REPLIED_WITHIN, ACTIVE -> false;
        };
    if ((compares && rule.values().isEmpty()) || rule.values().size() > MOST_VALUES) {
      problems.put(at + ".values", "Name 1 to " + MOST_VALUES + " values.");
    } else if (rule.values().stream()
        .anyMatch(value -> value.isBlank() || value.length() > LONGEST)) {
      problems.put(at + ".values", "A value has 1 to " + LONGEST + " characters.");
    } else if (rule.when() == When.STATUS
        && !rule.values().stream().allMatch(ScoringCheck::isStatus)) {
      problems.put(at + ".values", "Statuses are " + Arrays.toString(LeadStatus.values()) + ".");
    }
  }

  private static void checkDecay(String at, ScoringRule rule, Map<String, String> problems) {
    if (rule.halfLife().isEmpty()) {
      return;
    }
    boolean isDeed =
        rule.when().group() == ScoringRule.Group.ENGAGEMENT
            || rule.when().group() == ScoringRule.Group.RECENCY;
    if (!isDeed || rule.points() < 0) {
      problems.put(at + ".halfLife", "Only points for what a lead does get fewer by themselves.");
    } else if (!rule.halfLife().filter(ScoringCheck::isTime).isPresent()) {
      problems.put(at + ".halfLife", "Points halve every minute to every year.");
    }
  }

  private static boolean isTime(Duration time) {
    return time.compareTo(Duration.ofMinutes(1)) >= 0 && time.compareTo(LONGEST_TIME) <= 0;
  }

  private static boolean isStatus(String value) {
    return Arrays.stream(LeadStatus.values())
        .anyMatch(status -> status.name().equals(value.strip().toUpperCase(Locale.ROOT)));
  }
}
