package io.mce.campaign;

import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.lead.LeadFilter;
import io.mce.lead.LeadId;
import io.mce.lead.Leads;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes a running campaign one batch further: enrols more of its audience, or sends the steps that
 * are due, or finds that it is complete. Any batch may be cut off anywhere or done twice at once:
 * each commits as a whole, enrolments are unique, and so are the messages of their steps.
 */
final class CampaignRun {

  private static final int ENROL_BATCH = 500;
  private static final int STEP_BATCH = 200;
  private static final Duration SHORTEST_LOOK = Duration.ofSeconds(2);
  private static final Duration LONGEST_LOOK = Duration.ofMinutes(5);
  private static final int LOOK_FRACTION = 10;

  private final Database database;
  private final CampaignStore store;
  private final EnrolmentStore enrolments;
  private final CampaignStatsStore stats;
  private final CampaignSender sender;
  private final Leads leads;
  private final Events events;
  private final Clock clock;

  @Inject
  CampaignRun(
      Database database,
      CampaignStore store,
      EnrolmentStore enrolments,
      CampaignStatsStore stats,
      CampaignSender sender,
      Leads leads,
      Events events,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.enrolments = enrolments;
    this.stats = stats;
    this.sender = sender;
    this.leads = leads;
    this.events = events;
    this.clock = clock;
  }

  /** Does one batch; returns when there is more to do, empty when nothing is left. */
  Optional<Instant> advance(OrganizationId organizationId, CampaignId id) {
    Optional<CampaignStore.Stored> found = store.find(organizationId, id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    CampaignStore.Stored campaign = found.get();
    return switch (campaign.status()) {
      case DRAFT, PAUSED, COMPLETED, CANCELLED -> Optional.empty();
      case RUNNING ->
          campaign.enrolled()
              ? step(organizationId, campaign)
              : enrol(organizationId, campaign, audience(organizationId, campaign));
    };
  }

  /**
   * Reads the next part of the audience; outside the transaction that enrols it, so that reading
   * many leads keeps nobody from writing.
   */
  List<LeadId> audience(OrganizationId organizationId, CampaignStore.Stored campaign) {
    return leads.audience(
        organizationId, campaign.audience(), filter(campaign), campaign.enrolAfter(), ENROL_BATCH);
  }

  /** Enrols a part of the audience; who is enrolled already stays as they are. */
  Optional<Instant> enrol(
      OrganizationId organizationId, CampaignStore.Stored campaign, List<LeadId> part) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          Instant now = clock.instant();
          if (!store.holdRunning(organizationId, campaign.id(), now)) {
            return Optional.empty();
          }
          Duration delay = steps(organizationId, campaign).getFirst().delay();
          Instant dueAt = campaign.startedAt().orElse(now).plus(delay);
          enrolments.enrol(organizationId, campaign.id(), part, dueAt, now);
          if (part.size() < ENROL_BATCH) {
            store.allEnrolled(organizationId, campaign.id(), leftOut(organizationId, campaign));
          } else {
            store.enrolledUpTo(organizationId, campaign.id(), part.getLast());
          }
          return Optional.of(now);
        });
  }

  private LeftOut leftOut(OrganizationId organizationId, CampaignStore.Stored campaign) {
    return AudienceSize.of(
            leads.audienceCount(organizationId, campaign.audience(), filter(campaign)))
        .leftOut();
  }

  /** Whoever fits is who fits at the start, however long enrolling takes. */
  private LeadFilter filter(CampaignStore.Stored campaign) {
    return campaign
        .definition()
        .map(definition -> definition.filter(campaign.startedAt().orElse(clock.instant())))
        .orElse(LeadFilter.NONE);
  }

  private Optional<Instant> step(OrganizationId organizationId, CampaignStore.Stored campaign) {
    List<Step> steps = steps(organizationId, campaign);
    if (sender.sendDue(organizationId, campaign, steps, STEP_BATCH)) {
      return Optional.of(clock.instant());
    }
    Optional<Instant> next = enrolments.nextDue(organizationId, campaign.id());
    return next.isPresent() ? next : complete(organizationId, campaign);
  }

  private List<Step> steps(OrganizationId organizationId, CampaignStore.Stored campaign) {
    List<Step> steps =
        store.steps(organizationId, List.of(campaign.id())).getOrDefault(campaign.id(), List.of());
    if (steps.isEmpty()) {
      throw new IllegalStateException("campaign " + campaign.id() + " has no steps");
    }
    return steps;
  }

  /** Completes the campaign unless messages of it are still on their way out. */
  private Optional<Instant> complete(OrganizationId organizationId, CampaignStore.Stored campaign) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          if (stats.isWaiting(organizationId, campaign.id())) {
            return Optional.of(nextLook(campaign));
          }
          if (store.complete(organizationId, campaign.id(), clock.instant())) {
            events.append(actor(organizationId), new CampaignCompleted(campaign.id()));
          }
          return Optional.empty();
        });
  }

  /** When to look again: soon at first, then less and less often. */
  private Instant nextLook(CampaignStore.Stored campaign) {
    Instant now = clock.instant();
    Duration idle =
        Duration.between(campaign.steppedAt().orElse(now), now).dividedBy(LOOK_FRACTION);
    if (idle.compareTo(SHORTEST_LOOK) < 0) {
      return now.plus(SHORTEST_LOOK);
    }
    return now.plus(idle.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : idle);
  }

  static Actor actor(OrganizationId organizationId) {
    return Actor.engine(organizationId, "campaigns");
  }
}
