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
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.scoring.ScoringStore.Rescoring;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules by which organizations score their leads. Who has none of its own has the usual ones.
 * Thread-safe; each command is one transaction and joins an open one.
 */
public final class ScoringPolicies {

  private static final int SAMPLE = 500;

  /**
   * Rules and how often they were changed.
   *
   * @param rules empty while the organization has none of its own
   * @param version 0 while it has none
   */
  public record Chosen(Optional<ScoringRules> rules, long version) {}

  private final Database database;
  private final ScoringStore store;
  private final EngagementStore engagement;
  private final Scorer scorer;
  private final Leads leads;
  private final Events events;
  private final DueWork dueWork;
  private final Clock clock;

  @Inject
  ScoringPolicies(
      Database database,
      ScoringStore store,
      EngagementStore engagement,
      Scorer scorer,
      Leads leads,
      Events events,
      DueWork dueWork,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.engagement = engagement;
    this.scorer = scorer;
    this.leads = leads;
    this.events = events;
    this.dueWork = dueWork;
    this.clock = clock;
  }

  /** Returns the rules of the organization. */
  public Chosen get(Actor actor) {
    actor.require(Permission.ORGANIZATION_READ);
    return store.find(actor.organizationId());
  }

  /**
   * Replaces the rules of the organization. New leads are scored by them at once, all others in the
   * background; see {@link #progress}. What people added by hand stays.
   *
   * @param expectedVersion the version the person saw
   * @throws MceException INVALID that names every field that makes no sense; STALE_VERSION when the
   *     rules were changed since
   */
  public Chosen change(Actor actor, ScoringRules rules, long expectedVersion) {
    actor.require(Permission.ORGANIZATION_MANAGE);
    ScoringCheck.requireSense(rules);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          Chosen before = store.find(organizationId);
          long count = store.countLeads(organizationId);
          if (!store.save(organizationId, rules, expectedVersion, count, clock.instant())) {
            throw new MceException(
                ErrorCode.STALE_VERSION,
                "The rules were changed by someone else in the meantime.",
                Map.of("version", String.valueOf(before.version())));
          }
          dueWork.schedule(organizationId, ScoringWorker.RULES, "all", clock.instant());
          Chosen after = store.find(organizationId);
          events.append(
              actor,
              new ScoringRulesChanged(organizationId, after.version()),
              Changes.NONE
                  .with(
                      "rules",
                      before.rules().map(all -> Json.write(all.rules())),
                      Json.write(rules.rules()))
                  .with(
                      "caps",
                      before.rules().map(all -> Json.write(all.caps())),
                      Json.write(rules.caps())));
          return after;
        });
  }

  /**
   * Says how scores would change under other rules; changes nothing.
   *
   * @throws MceException INVALID that names every field that makes no sense
   */
  public ScorePreview preview(Actor actor, ScoringRules rules) {
    actor.require(Permission.LEAD_READ);
    ScoringCheck.requireSense(rules);
    OrganizationId organizationId = actor.organizationId();
    return database.read(
        organizationId,
        transaction -> {
          List<LeadId> sample = store.newest(organizationId, SAMPLE);
          Map<LeadId, Lead> found = leads.findAll(organizationId, sample);
          Map<LeadId, Engagement> engaged = engagement.of(organizationId, found.keySet());
          List<Integer> before = buckets();
          List<Integer> after = buckets();
          int higher = 0;
          int lower = 0;
          for (Lead lead : found.values()) {
            Engagement did = engaged.getOrDefault(lead.id(), Engagement.NONE);
            int score =
                Score.of(scorer.outcome(organizationId, Optional.of(rules), lead, did).reasons())
                    .value();
            count(before, lead.score());
            count(after, score);
            higher += score > lead.score() ? 1 : 0;
            lower += score < lead.score() ? 1 : 0;
          }
          return new ScorePreview(found.size(), before, after, higher, lower);
        });
  }

  private static List<Integer> buckets() {
    return new ArrayList<>(Collections.nCopies(ScorePreview.BUCKETS, 0));
  }

  private static void count(List<Integer> buckets, int score) {
    int bucket = Math.min(score / ScorePreview.BUCKETS, ScorePreview.BUCKETS - 1);
    buckets.set(bucket, buckets.get(bucket) + 1);
  }

  /** Says how far the leads are scored by the newest rules. */
  public RescoringProgress progress(Actor actor) {
    actor.require(Permission.ORGANIZATION_READ);
    OrganizationId organizationId = actor.organizationId();
    return database.read(
        organizationId,
        transaction -> {
          Optional<Rescoring> rescoring = store.rescoring(organizationId);
          return new RescoringProgress(
              rescoring.flatMap(Rescoring::to).isPresent(),
              rescoring.map(Rescoring::done).orElse(0L),
              rescoring.map(each -> Math.max(each.done(), each.total())).orElse(0L),
              rescoring.flatMap(Rescoring::finishedAt),
              store.failed(organizationId));
        });
  }
}
