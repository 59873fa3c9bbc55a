package io.mce.scoring;

import io.mce.event.Changes;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.lead.Lead;
import io.mce.lead.LeadId;
import io.mce.lead.Leads;
import io.mce.lead.ScoreReason;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Scores leads by rules: where they came from, how much is known, how often they came to us, and
 * what people and workflows added by hand. Thread-safe; blocks on the database. Each command is one
 * transaction, or joins the open one.
 */
public final class Scoring {

  static final String ENGAGEMENT = "engagement";
  static final String MANUAL = "manual";

  private static final int ATTEMPTS = 20;
  private static final int MAX_TEXT = 200;
  private static final int MAX_MANUAL = 20;

  private final Database database;
  private final Leads leads;
  private final Events events;
  private final RuleSet rules = RuleSet.defaults();

  @Inject
  Scoring(Database database, Leads leads, Events events) {
    this.database = database;
    this.leads = leads;
    this.events = events;
  }

  /**
   * Works a lead's score out again.
   *
   * @throws MceException NOT_FOUND
   */
  public Score score(Actor actor, LeadId leadId) {
    actor.require(Permission.LEAD_WRITE);
    return change(actor, leadId, this::keptReasons);
  }

  /** Works the scores of many leads out again; leads that are not there are passed. */
  public void scoreAll(Actor actor, Collection<LeadId> leadIds) {
    actor.require(Permission.LEAD_WRITE);
    OrganizationId organizationId = actor.organizationId();
    database.runInOrganization(
        organizationId,
        transaction ->
            leads
                .findAll(organizationId, leadIds)
                .values()
                .forEach(lead -> change(actor, lead, this::keptReasons)));
  }

  /**
   * Scores new leads before they are stored: returns them in the same order with their scores, and
   * publishes those with the open transaction.
   */
  public List<Lead> scoreNew(Actor actor, List<Lead> newLeads) {
    List<Lead> scored = new ArrayList<>(newLeads.size());
    for (Lead lead : newLeads) {
      Score score = Score.of(rules.profile(lead));
      events.append(actor, new LeadScored(lead.id(), score.value()));
      scored.add(lead.withScore(score.value(), score.reasons()));
    }
    return scored;
  }

  /**
   * Adds points to a lead's score, or takes some, for good.
   *
   * @param points -100 to 100
   * @param reason why, as people read it: 1 to 200 characters
   * @throws MceException INVALID; NOT_FOUND
   */
  public Score adjust(Actor actor, LeadId leadId, int points, String reason) {
    actor.require(Permission.LEAD_WRITE);
    if (points < -Score.MAX || points > Score.MAX) {
      throw MceException.invalid("points", "Points are between -100 and 100, not " + points + ".");
    }
    if (reason.isBlank() || reason.length() > MAX_TEXT) {
      throw MceException.invalid("reason", "A reason has 1 to " + MAX_TEXT + " characters.");
    }
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          Score score =
              change(
                  actor,
                  leadId,
                  lead -> adjusted(lead, new ScoreReason(MANUAL, points, reason.strip())));
          events.append(
              actor,
              new ScoreAdjusted(leadId, points),
              Changes.NONE.with("scoreReason", null, reason.strip()));
          return score;
        });
  }

  /** Counts interactions of leads into their scores. */
  void engaged(Actor actor, Map<LeadId, Integer> interactions) {
    OrganizationId organizationId = actor.organizationId();
    leads
        .findAll(organizationId, interactions.keySet())
        .forEach((id, lead) ->
            change(actor, lead, each -> engaged(each, interactions.getOrDefault(id, 0))));
  }

  private Score change(Actor actor, LeadId leadId, Function<Lead, List<ScoreReason>> reasonsOf) {
    return database.inOrganization(
        actor.organizationId(),
        transaction ->
            change(
                actor,
                leads
                    .find(actor.organizationId(), leadId)
                    .orElseThrow(() -> MceException.notFound("lead")),
                reasonsOf));
  }

  /** Stores the score of new reasons; where someone else was faster, starts from theirs. */
  private Score change(Actor actor, Lead lead, Function<Lead, List<ScoreReason>> reasonsOf) {
    OrganizationId organizationId = actor.organizationId();
    Lead before = lead;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Score score = Score.of(reasonsOf.apply(before));
      if (score.reasons().equals(before.scoreReasons())) {
        return score;
      }
      if (leads.changeScore(organizationId, before, score.value(), score.reasons())) {
        if (score.value() != before.score()) {
          events.append(actor, new LeadScored(before.id(), score.value()));
        }
        return score;
      }
      before =
          leads.find(organizationId, before.id()).orElseThrow(() -> MceException.notFound("lead"));
    }
    throw new MceException(
        ErrorCode.CONFLICT, "The score is being changed all the time; try again.");
  }

  private List<ScoreReason> keptReasons(Lead lead) {
    return Stream.concat(
            rules.profile(lead).stream(), lead.scoreReasons().stream().filter(Scoring::isEarned))
        .toList();
  }

  private List<ScoreReason> adjusted(Lead lead, ScoreReason adjustment) {
    List<ScoreReason> reasons = new ArrayList<>(keptReasons(lead));
    reasons.add(adjustment);
    List<ScoreReason> manual =
        reasons.stream().filter(reason -> reason.rule().equals(MANUAL)).toList();
    if (manual.size() > MAX_MANUAL) {
      // The two oldest become one, so that years of adjustments do not make a row without end.
      ScoreReason first = manual.get(0);
      ScoreReason second = manual.get(1);
      reasons.set(
          reasons.indexOf(first),
          new ScoreReason(MANUAL, first.points() + second.points(), "Earlier adjustments"));
      reasons.remove(second);
    }
    return reasons;
  }

  private List<ScoreReason> engaged(Lead lead, int more) {
    List<ScoreReason> reasons = new ArrayList<>(keptReasons(lead));
    int before =
        reasons.stream()
            .filter(reason -> reason.rule().equals(ENGAGEMENT))
            .mapToInt(ScoreReason::points)
            .sum();
    reasons.removeIf(reason -> reason.rule().equals(ENGAGEMENT));
    reasons.add(
        new ScoreReason(ENGAGEMENT, rules.engagement(before, more), "Writes to us or calls us"));
    return reasons;
  }

  private static boolean isEarned(ScoreReason reason) {
    return reason.rule().equals(ENGAGEMENT) || reason.rule().equals(MANUAL);
  }
}
