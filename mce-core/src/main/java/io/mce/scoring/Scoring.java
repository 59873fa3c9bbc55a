package io.mce.scoring;

import io.mce.event.Changes;
import io.mce.event.Events;
import io.mce.job.DueWork;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.lead.Lead;
import io.mce.lead.LeadId;
import io.mce.lead.Leads;
import io.mce.lead.ScoreReason;
import io.mce.notification.Notices;
import io.mce.persistence.Database;
import io.mce.scoring.Scorer.Outcome;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Scores leads by rules: where they came from, how much is known, what they do with us, and what
 * people and workflows added by hand. An organization may have rules of its own ({@link
 * ScoringPolicies}). Thread-safe; blocks on the database. Each command is one transaction, or joins
 * the open one.
 */
public final class Scoring {

  static final String ENGAGEMENT = "engagement";
  static final String MANUAL = "manual";
  static final int MAX_TEXT = 200;

  private static final int ATTEMPTS = 20;
  private static final int MAX_MANUAL = 20;

  /** How long points that get fewer are shown as they were. */
  private static final Duration DECAY_PACE = Duration.ofDays(1);

  private static final Duration RETRY_PACE = Duration.ofMinutes(15);

  private final Database database;
  private final Leads leads;
  private final Events events;
  private final Scorer scorer;
  private final ScoringStore store;
  private final EngagementStore engagement;
  private final Notices notices;
  private final DueWork dueWork;
  private final Clock clock;

  @Inject
  Scoring(
      Database database,
      Leads leads,
      Events events,
      Scorer scorer,
      ScoringStore store,
      EngagementStore engagement,
      Notices notices,
      DueWork dueWork,
      Clock clock) {
    this.database = database;
    this.leads = leads;
    this.events = events;
    this.scorer = scorer;
    this.store = store;
    this.engagement = engagement;
    this.notices = notices;
    this.dueWork = dueWork;
    this.clock = clock;
  }

  /**
   * Works a lead's score out again.
   *
   * @throws MceException NOT_FOUND
   */
  public Score score(Actor actor, LeadId leadId) {
    actor.require(Permission.LEAD_WRITE);
    return changeOne(actor, leadId, lead -> lead);
  }

  /** Works the scores of many leads out again; leads that are not there are passed. */
  public void scoreAll(Actor actor, Collection<LeadId> leadIds) {
    actor.require(Permission.LEAD_WRITE);
    rescore(actor, leadIds);
  }

  /** Does the same and returns which of the leads were there. */
  Set<LeadId> rescore(Actor actor, Collection<LeadId> leadIds) {
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          Map<LeadId, Lead> found = leads.findAll(organizationId, leadIds);
          Pass pass = new Pass(actor, found.keySet());
          found.values().forEach(lead -> pass.change(lead, each -> each));
          pass.end();
          return found.keySet();
        });
  }

  /**
   * Scores new leads before they are stored: returns them in the same order with their scores, and
   * publishes those with the open transaction.
   */
  public List<Lead> scoreNew(Actor actor, List<Lead> newLeads) {
    OrganizationId organizationId = actor.organizationId();
    Optional<ScoringRules> rules = scorer.rules(organizationId).rules();
    List<Lead> scored = new ArrayList<>(newLeads.size());
    List<LeadId> failed = new ArrayList<>();
    for (Lead lead : newLeads) {
      Outcome outcome = scorer.outcome(organizationId, rules, lead, Engagement.NONE);
      Score score = Score.of(outcome.reasons());
      events.append(actor, new LeadScored(lead.id(), score.value()));
      scored.add(lead.withScore(score.value(), score.reasons()));
      if (outcome.failed()) {
        failed.add(lead.id());
      }
    }
    retryLater(organizationId, failed);
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
          ScoreReason adjustment = new ScoreReason(MANUAL, points, reason.strip());
          Score score = changeOne(actor, leadId, lead -> adjusted(lead, adjustment));
          events.append(
              actor,
              new ScoreAdjusted(leadId, points),
              Changes.NONE.with("scoreReason", null, reason.strip()));
          return score;
        });
  }

  /** Counts interactions of leads into their scores. */
  void engaged(Actor actor, Map<LeadId, Engagement> interactions) {
    OrganizationId organizationId = actor.organizationId();
    Map<LeadId, Lead> found = leads.keepAll(organizationId, interactions.keySet());
    Map<LeadId, Engagement> present = new java.util.LinkedHashMap<>(interactions);
    present.keySet().retainAll(found.keySet());
    engagement.add(organizationId, present);
    Pass pass = new Pass(actor, found.keySet());
    // In one order of leads, so that two who change scores do not wait for each other in a circle.
    present.forEach((leadId, more) -> {
      Lead lead = found.get(leadId);
      if (lead != null) {
        int times = more.counts().values().stream().mapToInt(each -> (int) each.times()).sum();
        pass.change(lead, each -> pass.hasRules() ? each : scorer.withEngagement(each, times));
      }
    });
    pass.end();
  }

  private Score changeOne(Actor actor, LeadId leadId, UnaryOperator<Lead> before) {
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          Lead lead =
              leads
                  .find(actor.organizationId(), leadId)
                  .orElseThrow(() -> MceException.notFound("lead"));
          Pass pass = new Pass(actor, Set.of(leadId));
          Score score = pass.change(lead, before);
          pass.end();
          return score;
        });
  }

  /** One transaction's worth of leads: their rules and what they did are read once. */
  private final class Pass {

    private final Actor actor;
    private final OrganizationId organizationId;
    private final Optional<ScoringRules> rules;
    private final Map<LeadId, Engagement> engaged;
    private final List<LeadId> failed = new ArrayList<>();
    private final List<LeadId> decaying = new ArrayList<>();
    private final List<LeadId> settled = new ArrayList<>();

    Pass(Actor actor, Collection<LeadId> leadIds) {
      this.actor = actor;
      this.organizationId = actor.organizationId();
      this.rules = scorer.rules(organizationId).rules();
      this.engaged =
          rules.filter(ScoringRules::lookAtEngagement).isPresent()
              ? engagement.of(organizationId, leadIds)
              : Map.of();
    }

    boolean hasRules() {
      return rules.isPresent();
    }

    /** Stores the score of new reasons; where someone else was faster, starts from theirs. */
    Score change(Lead lead, UnaryOperator<Lead> with) {
      Lead before = lead;
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        Outcome outcome =
            scorer.outcome(
                organizationId,
                rules,
                with.apply(before),
                engaged.getOrDefault(lead.id(), Engagement.NONE));
        Score score = Score.of(outcome.reasons());
        if (score.reasons().equals(before.scoreReasons())) {
          note(lead.id(), outcome);
          return score;
        }
        if (leads.changeScore(organizationId, before, score.value(), score.reasons())) {
          if (score.value() != before.score()) {
            events.append(actor, new LeadScored(before.id(), score.value()));
          }
          note(lead.id(), outcome);
          return score;
        }
        before =
            leads
                .find(organizationId, before.id())
                .orElseThrow(() -> MceException.notFound("lead"));
      }
      throw new MceException(
          ErrorCode.CONFLICT, "The score is being changed all the time; try again.");
    }

    private void note(LeadId leadId, Outcome outcome) {
      (outcome.failed() ? failed : outcome.decays() ? decaying : settled).add(leadId);
    }

    /** Says which leads are to be scored again by themselves, and when. */
    void end() {
      retryLater(organizationId, failed);
      store.unscheduleAll(organizationId, settled);
      if (!decaying.isEmpty()) {
        scheduleAll(organizationId, decaying, clock.instant().plus(DECAY_PACE), false);
      }
    }
  }

  private void retryLater(OrganizationId organizationId, List<LeadId> failed) {
    if (failed.isEmpty()) {
      return;
    }
    scheduleAll(organizationId, failed, clock.instant().plus(RETRY_PACE), true);
    notices.raise(
        Actor.engine(organizationId, "scoring"),
        "The scores of some leads could not be worked out. They have the usual score and are tried"
            + " again.",
        Optional.empty(),
        "scoring-failed:" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
  }

  private void scheduleAll(
      OrganizationId organizationId, List<LeadId> leadIds, Instant at, boolean failed) {
    store.scheduleAll(organizationId, leadIds, at, failed);
    dueWork.schedule(organizationId, ScoringWorker.DUE, "all", at);
  }

  private static Lead adjusted(Lead lead, ScoreReason adjustment) {
    List<ScoreReason> reasons = new ArrayList<>(lead.scoreReasons());
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
    return lead.withScore(lead.score(), reasons);
  }
}
