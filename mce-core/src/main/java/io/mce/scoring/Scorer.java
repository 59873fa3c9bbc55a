package io.mce.scoring;

import io.mce.kernel.OrganizationId;
import io.mce.lead.Lead;
import io.mce.lead.ScoreReason;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works scores out, in memory. What a rule throws costs a lead its own score for now, and nothing
 * else. Thread-safe; remembers the rules of an organization for as long as their version is the
 * newest.
 */
final class Scorer {

  private static final Logger log = LoggerFactory.getLogger(Scorer.class);

  private final ScoringStore store;
  private final Optional<HostScoring> hostScoring;
  private final Clock clock;
  private final RuleSet usual = RuleSet.defaults();
  private final Map<OrganizationId, ScoringPolicies.Chosen> known = new ConcurrentHashMap<>();

  @Inject
  Scorer(ScoringStore store, Optional<HostScoring> hostScoring, Clock clock) {
    this.store = store;
    this.hostScoring = hostScoring;
    this.clock = clock;
  }

  /**
   * What a lead's score is made of.
   *
   * @param failed whether it could not be worked out, and is what the usual rules give
   * @param decays whether it gets less by itself
   */
  record Outcome(List<ScoreReason> reasons, boolean failed, boolean decays) {}

  /** Returns the rules of an organization; reads them only when there are newer ones. */
  ScoringPolicies.Chosen rules(OrganizationId organizationId) {
    long version = store.version(organizationId);
    ScoringPolicies.Chosen remembered = known.get(organizationId);
    if (remembered != null && remembered.version() == version) {
      return remembered;
    }
    ScoringPolicies.Chosen read = store.find(organizationId);
    known.put(organizationId, read);
    return read;
  }

  /** Works out what the rules and the host give, and what the lead keeps. */
  Outcome outcome(
      OrganizationId organizationId,
      Optional<ScoringRules> rules,
      Lead lead,
      Engagement engagement) {
    Instant now = clock.instant();
    try {
      List<ScoreReason> reasons =
          new ArrayList<>(
              rules.map(own -> own.reasons(lead, engagement, now)).orElseGet(() -> usual(lead)));
      hostScoring.ifPresent(host -> reasons.addAll(host.reasons(organizationId, lead)));
      reasons.addAll(kept(lead, Scoring.MANUAL));
      boolean decays = rules.filter(own -> own.willDecay(lead, engagement, now)).isPresent();
      return new Outcome(List.copyOf(reasons), false, decays);
    } catch (RuntimeException e) {
      // Its message may quote the lead.
      log.warn("the score of lead {} could not be worked out: {}", lead.id(), e.getClass());
      List<ScoreReason> reasons = new ArrayList<>(usual(lead));
      reasons.addAll(kept(lead, Scoring.MANUAL));
      return new Outcome(List.copyOf(reasons), true, false);
    }
  }

  private List<ScoreReason> usual(Lead lead) {
    List<ScoreReason> reasons = new ArrayList<>(usual.profile(lead));
    reasons.addAll(kept(lead, Scoring.ENGAGEMENT));
    return reasons;
  }

  private static List<ScoreReason> kept(Lead lead, String rule) {
    return lead.scoreReasons().stream().filter(reason -> reason.rule().equals(rule)).toList();
  }

  /** Counts interactions on top of those that the usual rules counted before. */
  Lead withEngagement(Lead lead, int more) {
    List<ScoreReason> reasons = new ArrayList<>(lead.scoreReasons());
    int before = kept(lead, Scoring.ENGAGEMENT).stream().mapToInt(ScoreReason::points).sum();
    reasons.removeIf(reason -> reason.rule().equals(Scoring.ENGAGEMENT));
    reasons.add(
        new ScoreReason(
            Scoring.ENGAGEMENT, usual.engagement(before, more), "Writes to us or calls us"));
    return lead.withScore(lead.score(), reasons);
  }
}
