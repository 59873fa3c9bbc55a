package io.mce.scoring;

import io.mce.lead.Lead;
import io.mce.lead.ScoreReason;
import io.mce.scoring.ScoringRule.Group;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The rules of a score that an organization made itself. Their order does not matter.
 *
 * @param caps most that the rules of a group are worth together: 1 to 100; a group that is not
 *     named is not limited
 */
public record ScoringRules(List<ScoringRule> rules, Map<Group, Integer> caps) {

  /** Of all rules together, as a reason is named that takes what is above a cap. */
  static final String CAP = "cap";

  /** Copies both. */
  public ScoringRules {
    rules = List.copyOf(rules);
    caps = Map.copyOf(caps);
  }

  /** Tells whether points of any rule get fewer by themselves. */
  boolean decay() {
    return rules.stream().anyMatch(rule -> rule.halfLife().isPresent());
  }

  /** Tells whether it matters what leads do. */
  boolean lookAtEngagement() {
    return rules.stream()
        .anyMatch(rule ->
            rule.when().group() == Group.ENGAGEMENT || rule.when().group() == Group.RECENCY);
  }

  /** Returns the lines that the rules add up to; what is above a cap is taken by a line. */
  List<ScoreReason> reasons(Lead lead, Engagement engagement, Instant now) {
    List<ScoreReason> reasons = new ArrayList<>();
    Map<Group, Integer> sums = new EnumMap<>(Group.class);
    for (ScoringRule rule : rules) {
      int worth = isOtherSource(rule, lead) ? rule.points() : rule.worth(lead, engagement, now);
      if (worth != 0) {
        Group group = rule.when().group();
        sums.merge(group, worth, Integer::sum);
        reasons.add(
            new ScoreReason(
                rule.when().name().toLowerCase(Locale.ROOT), worth, rule.text(lead, engagement)));
      }
    }
    sums.forEach((group, sum) -> {
      int over = sum - caps.getOrDefault(group, Integer.MAX_VALUE);
      if (caps.containsKey(group) && over > 0) {
        reasons.add(
            new ScoreReason(
                CAP,
                -over,
                "At most "
                    + caps.get(group)
                    + " points for "
                    + group.name().toLowerCase(Locale.ROOT)));
      }
    });
    return reasons;
  }

  /** A rule without names is about every source that no rule names. */
  private boolean isOtherSource(ScoringRule rule, Lead lead) {
    return rule.isOtherSource()
        && rules.stream()
            .noneMatch(each -> each.when() == ScoringRule.When.SOURCE && each.names(lead.source()));
  }

  /** The rules that organizations without their own have, to begin with. */
  public static ScoringRules usual() {
    return RuleSet.defaults().asRules();
  }

  /** Tells whether what is worth something now will be worth less by itself. */
  boolean willDecay(Lead lead, Engagement engagement, Instant now) {
    return rules.stream()
        .anyMatch(rule -> rule.halfLife().isPresent() && rule.worth(lead, engagement, now) > 0);
  }
}
