package io.mce.scoring;

import io.mce.lead.Lead;
import io.mce.lead.ScoreReason;
import io.mce.scoring.ScoringRule.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rules of a score: what each thing known about a lead is worth.
 *
 * @param sources points by name of the source, in lower case
 * @param otherSource points of a source that is not named
 * @param name points of a known name
 * @param phone points of a known phone number
 * @param email points of a known e-mail address
 * @param company points of a known company
 * @param interaction points of each time the lead wrote or called
 * @param maxEngagement most that interactions are worth together
 */
public record RuleSet(
    Map<String, Integer> sources,
    int otherSource,
    int name,
    int phone,
    int email,
    int company,
    int interaction,
    int maxEngagement) {

  private static final RuleSet DEFAULTS =
      new RuleSet(
          Map.of(
              "referral", 30,
              "website", 20,
              "webhook", 15,
              "whatsapp", 20,
              "inbound", 20,
              "manual", 15,
              "api", 10,
              "import", 5),
          10,
          5,
          15,
          10,
          5,
          10,
          30);

  /** Copies the sources. */
  public RuleSet {
    sources = Map.copyOf(sources);
  }

  /** The rules of an organization that has none of its own. */
  public static RuleSet defaults() {
    return DEFAULTS;
  }

  /** The same as rules that can be changed. */
  ScoringRules asRules() {
    List<ScoringRule> rules = new ArrayList<>();
    new TreeMap<>(sources)
        .forEach((source, points) -> rules.add(ScoringRule.of(When.SOURCE, points, source)));
    rules.add(ScoringRule.of(When.SOURCE, otherSource));
    rules.add(known("name", name));
    rules.add(known("phone", phone));
    rules.add(known("email", email));
    rules.add(known("company", company));
    rules.add(
        new ScoringRule(
            When.WROTE,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.of(maxEngagement / interaction),
            interaction,
            Optional.empty()));
    return new ScoringRules(rules, Map.of(ScoringRule.Group.ENGAGEMENT, maxEngagement));
  }

  private static ScoringRule known(String field, int points) {
    return new ScoringRule(
        When.KNOWN,
        Optional.of(field),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        points,
        Optional.empty());
  }

  /** Returns the points of what is known about a lead. */
  List<ScoreReason> profile(Lead lead) {
    List<ScoreReason> reasons = new ArrayList<>(5);
    int points = sources.getOrDefault(lead.source().toLowerCase(Locale.ROOT), otherSource);
    add(reasons, "source", points, "Came from " + lead.source());
    if (!lead.name().isBlank()) {
      add(reasons, "name", name, "The name is known");
    }
    if (lead.phone().isPresent()) {
      add(reasons, "phone", phone, "A phone number is known");
    }
    if (lead.email().isPresent()) {
      add(reasons, "email", email, "An e-mail address is known");
    }
    if (lead.company().isPresent()) {
      add(reasons, "company", company, "The company is known");
    }
    return reasons;
  }

  /** Returns the points of interactions after so many more, on top of those before. */
  int engagement(int before, int more) {
    return (int) Math.min(maxEngagement, before + (long) interaction * more);
  }

  private static void add(List<ScoreReason> reasons, String rule, int points, String text) {
    if (points != 0) {
      reasons.add(new ScoreReason(rule, points, text));
    }
  }
}
