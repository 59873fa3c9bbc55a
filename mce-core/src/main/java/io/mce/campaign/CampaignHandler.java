package io.mce.campaign;

import io.mce.conversation.MessageArrived;
import io.mce.event.DomainEvent;
import io.mce.event.Events;
import io.mce.event.RecordedEvent;
import io.mce.job.DueWork;
import io.mce.job.Startable;
import io.mce.kernel.OrganizationId;
import io.mce.lead.AutomationPaused;
import io.mce.lead.AutomationReason;
import io.mce.lead.LeadDeleted;
import io.mce.lead.LeadId;
import io.mce.lead.LeadOptedOut;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Set;

/**
 * Hears what leads do: ends their enrolments, and notes who answered and who opted out, also when
 * their campaign is over. Each reaction sets what is not set yet, so that hearing twice of
 * something changes nothing.
 */
final class CampaignHandler implements Startable {

  private static final String SUBSCRIBER = "campaign";
  private static final Set<Class<? extends DomainEvent>> TYPES =
      Set.of(MessageArrived.class, AutomationPaused.class, LeadOptedOut.class, LeadDeleted.class);

  private final Database database;
  private final EnrolmentStore enrolments;
  private final DueWork dueWork;
  private final Events events;
  private final Clock clock;

  @Inject
  CampaignHandler(
      Database database, EnrolmentStore enrolments, DueWork dueWork, Events events, Clock clock) {
    this.database = database;
    this.enrolments = enrolments;
    this.dueWork = dueWork;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public void start() {
    events.subscribe(SUBSCRIBER, TYPES, this::handle);
  }

  private void handle(RecordedEvent event) {
    OrganizationId organizationId = event.organizationId();
    database.runInOrganization(
        organizationId,
        transaction -> {
          switch (events.typed(event)) {
            case MessageArrived arrived when arrived.optOut() -> {
              // Not an answer; the opt-out is told by an event of its own.
            }
            case MessageArrived arrived -> {
              enrolments.replied(organizationId, arrived.leadId(), event.at());
              stop(organizationId, arrived.leadId(), AutomationReason.REPLIED.name(), true);
            }
            case AutomationPaused paused ->
                stop(organizationId, paused.leadId(), paused.reason().name(), false);
            case LeadOptedOut optedOut -> {
              enrolments.optedOut(organizationId, optedOut.leadId(), event.at());
              stop(organizationId, optedOut.leadId(), AutomationReason.OPTED_OUT.name(), false);
            }
            case LeadDeleted deleted -> stop(organizationId, deleted.leadId(), "DELETED", false);
            default -> throw new IllegalStateException("not asked for: " + event.name());
          }
        });
  }

  /** Ends the lead's enrolments; their campaigns look whether they are complete by that. */
  private void stop(
      OrganizationId organizationId, LeadId leadId, String reason, boolean contactedOnly) {
    enrolments
        .stopLead(organizationId, leadId, reason, contactedOnly, clock.instant())
        .forEach(campaignId ->
            dueWork.schedule(
                organizationId, CampaignWorker.KIND, campaignId.toString(), clock.instant()));
  }
}
