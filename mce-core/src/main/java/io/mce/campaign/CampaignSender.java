package io.mce.campaign;

import io.mce.channel.Purpose;
import io.mce.conversation.Conversations;
import io.mce.conversation.SendMessage;
import io.mce.conversation.SendResult;
import io.mce.conversation.Sender;
import io.mce.conversation.TemplateText;
import io.mce.conversation.TemplateVariables;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.lead.AutomationReason;
import io.mce.lead.Lead;
import io.mce.lead.LeadId;
import io.mce.lead.Leads;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts steps that are due into the outbox, many in one transaction. One lead never stops the
 * others: where a batch fails, each of its leads is tried alone, and has an outcome of its own.
 */
final class CampaignSender {

  private static final Logger log = LoggerFactory.getLogger(CampaignSender.class);

  /** When to try a lead again for which the database failed. */
  private static final Duration PUT_OFF = Duration.ofMinutes(5);

  private final Database database;
  private final CampaignStore store;
  private final EnrolmentStore enrolments;
  private final CampaignStatsStore stats;
  private final Leads leads;
  private final Conversations conversations;
  private final Clock clock;

  @Inject
  CampaignSender(
      Database database,
      CampaignStore store,
      EnrolmentStore enrolments,
      CampaignStatsStore stats,
      Leads leads,
      Conversations conversations,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.enrolments = enrolments;
    this.stats = stats;
    this.leads = leads;
    this.conversations = conversations;
    this.clock = clock;
  }

  /** Puts a batch of due steps into the outbox; false when none is due. */
  boolean sendDue(
      OrganizationId organizationId, CampaignStore.Stored campaign, List<Step> steps, int limit) {
    List<LeadId> due =
        enrolments.due(organizationId, campaign.id(), clock.instant(), limit).stream()
            .map(Enrolment::leadId)
            .toList();
    if (due.isEmpty()) {
      return false;
    }
    List<TemplateText> texts = steps.stream().map(Step::text).map(TemplateText::parse).toList();
    Batch batch = new Batch(organizationId, campaign, steps, texts);
    try {
      send(batch, due);
    } catch (RuntimeException e) {
      log.warn("campaign {} goes lead by lead: {}", campaign.id(), e.getClass().getName());
      due.forEach(leadId -> sendAlone(batch, leadId));
    }
    return true;
  }

  private void sendAlone(Batch batch, LeadId leadId) {
    try {
      send(batch, List.of(leadId));
    } catch (RuntimeException e) {
      setAside(batch, leadId, e);
    }
  }

  private void setAside(Batch batch, LeadId leadId, RuntimeException e) {
    CampaignId id = batch.campaign.id();
    Instant now = clock.instant();
    if (e instanceof MceException refusal) {
      enrolments.stop(batch.organizationId, id, leadId, refusal.code().name(), now);
      return;
    }
    log.warn("campaign {} cannot write to lead {}: {}", id, leadId, e.getClass().getName());
    if (Database.isCauseOf(e)) {
      enrolments.postpone(batch.organizationId, id, leadId, now.plus(PUT_OFF));
    } else {
      enrolments.stop(batch.organizationId, id, leadId, "ERROR", now);
    }
  }

  /** One transaction: what is still due of these goes out or ends with a reason. */
  private void send(Batch batch, List<LeadId> leadIds) {
    OrganizationId organizationId = batch.organizationId;
    CampaignId id = batch.campaign.id();
    database.runInOrganization(
        organizationId,
        transaction -> {
          Instant now = clock.instant();
          if (!store.holdRunning(organizationId, id, now)) {
            return;
          }
          List<Enrolment> taken = enrolments.take(organizationId, id, leadIds, now);
          List<LeadId> takenLeads = taken.stream().map(Enrolment::leadId).toList();
          Map<LeadId, Lead> known = leads.findAll(organizationId, takenLeads);
          Map<LeadId, String> unreached = stats.unreached(organizationId, id, takenLeads);
          List<Ready> ready = new ArrayList<>();
          for (Enrolment enrolment : taken) {
            Optional<Lead> lead = Optional.ofNullable(known.get(enrolment.leadId()));
            Optional<String> obstacle = obstacle(lead, unreached.get(enrolment.leadId()));
            if (lead.isPresent() && obstacle.isEmpty()) {
              ready.add(new Ready(enrolment, message(batch, enrolment, lead.get())));
            } else {
              enrolments.stop(
                  organizationId, id, enrolment.leadId(), obstacle.orElse("DELETED"), now);
            }
          }
          hand(batch, ready, now);
        });
  }

  private static Optional<String> obstacle(Optional<Lead> lead, @Nullable String unreached) {
    Optional<String> stopped =
        lead.flatMap(each -> each.automation().reason()).map(AutomationReason::name);
    return stopped.isPresent() ? stopped : Optional.ofNullable(unreached);
  }

  private SendMessage message(Batch batch, Enrolment enrolment, Lead lead) {
    CampaignStore.Stored campaign = batch.campaign;
    return new SendMessage(
        lead.id(),
        batch
            .texts
            .get(enrolment.nextStep())
            .render(TemplateVariables.of(lead, leads.projectName(batch.organizationId, lead))),
        Purpose.OUTREACH,
        Sender.campaign(campaign.id(), campaign.name()),
        "enrolment:%s:%s:%d".formatted(campaign.id(), lead.id(), enrolment.nextStep()),
        campaign.account(),
        Optional.of(campaign.id().value()));
  }

  /** Gives the messages to the outbox, and notes how far each enrolment is by that. */
  private void hand(Batch batch, List<Ready> ready, Instant now) {
    Actor actor =
        CampaignRun.actor(batch.organizationId).because("campaign:" + batch.campaign.id());
    List<SendResult> results =
        conversations.sendAll(actor, ready.stream().map(Ready::message).toList());
    List<Enrolment> stepped = new ArrayList<>();
    for (int i = 0; i < ready.size(); i++) {
      Enrolment enrolment = ready.get(i).enrolment;
      Optional<MceException> refusal = results.get(i).refusal();
      if (refusal.isPresent()) {
        enrolments.stop(
            batch.organizationId,
            batch.campaign.id(),
            enrolment.leadId(),
            refusal.get().code().name(),
            now);
      } else {
        stepped.add(enrolment);
      }
    }
    enrolments.stepped(batch.organizationId, batch.campaign.id(), stepped, batch.steps, now);
  }

  private record Batch(
      OrganizationId organizationId,
      CampaignStore.Stored campaign,
      List<Step> steps,
      List<TemplateText> texts) {}

  private record Ready(Enrolment enrolment, SendMessage message) {}
}
