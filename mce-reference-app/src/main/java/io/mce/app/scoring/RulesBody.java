package io.mce.app.scoring;

import io.mce.app.http.Words;
import io.mce.kernel.MceException;
import io.mce.scoring.ScoringRule;
import io.mce.scoring.ScoringRule.Group;
import io.mce.scoring.ScoringRule.When;
import io.mce.scoring.ScoringRules;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All rules of a score.
 *
 * @param caps most points by group: SOURCE, PROFILE, ENGAGEMENT, RECENCY; a group that is left out
 *     is not limited
 */
@Introspected
record RulesBody(
    @Nullable @Valid @Size(max = 100) List<@Nullable @Valid RuleBody> rules,
    @Nullable @Size(max = 10) Map<String, @Nullable Integer> caps) {

  /**
   * What something is worth.
   *
   * @param when SOURCE, KNOWN, EQUALS, CONTAINS, TAG, STATUS, WROTE, CALLED, CLICKED,
   *     REPLIED_WITHIN or ACTIVE
   * @param within such as PT1H
   * @param halfLife such as P7D
   */
  @Introspected
  record RuleBody(
      @Nullable String when,
      @Nullable @Size(max = 100) String field,
      @Nullable @Size(max = 100) List<@Nullable String> values,
      @Nullable @Size(max = 50) String within,
      @Nullable Integer times,
      @Nullable Integer points,
      @Nullable @Size(max = 50) String halfLife) {

    static RuleBody of(ScoringRule rule) {
      return new RuleBody(
          rule.when().name(),
          rule.field().orElse(null),
          List.copyOf(rule.values()),
          rule.within().map(RulesBody::text).orElse(null),
          rule.times().orElse(null),
          rule.points(),
          rule.halfLife().map(RulesBody::text).orElse(null));
    }

    private ScoringRule rule() {
      if (points == null) {
        throw MceException.invalid("points", "Say how many points the rule is worth.");
      }
      List<String> named = new ArrayList<>();
      for (@Nullable String value : values == null ? List.<@Nullable String>of() : values) {
        if (value == null) {
          throw MceException.invalid("values", "The field values must not hold null.");
        }
        named.add(value.strip());
      }
      return new ScoringRule(
          Words.constant(When.class, "when", when),
          Optional.ofNullable(field).map(String::strip).filter(text -> !text.isEmpty()),
          named,
          duration("within", within),
          Optional.ofNullable(times),
          points,
          duration("halfLife", halfLife));
    }
  }

  /** Whole days as days, as people say it. */
  private static String text(Duration duration) {
    return duration.equals(Duration.ofDays(duration.toDays()))
        ? "P" + duration.toDays() + "D"
        : duration.toString();
  }

  private static Optional<Duration> duration(String field, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Duration.parse(text.strip()));
    } catch (DateTimeException | ArithmeticException e) {
      throw MceException.invalid(field, "Give the field " + field + " as PT1H or P7D.");
    }
  }

  ScoringRules all() {
    List<ScoringRule> read = new ArrayList<>();
    for (@Nullable RuleBody rule : rules == null ? List.<@Nullable RuleBody>of() : rules) {
      if (rule == null) {
        throw MceException.invalid("rules", "The field rules must not hold null.");
      }
      read.add(rule.rule());
    }
    Map<Group, Integer> limits = new EnumMap<>(Group.class);
    if (caps != null) {
      caps.forEach((group, most) -> {
        if (most == null) {
          throw MceException.invalid("caps", "The field caps must not hold null.");
        }
        limits.put(Words.constant(Group.class, "caps", group), most);
      });
    }
    return new ScoringRules(read, limits);
  }
}
