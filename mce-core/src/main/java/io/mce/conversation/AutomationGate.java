package io.mce.conversation;

import io.mce.channel.DispatchFailed;
import io.mce.channel.GateEffect;
import io.mce.channel.Purpose;
import io.mce.channel.SendGate;
import io.mce.event.DomainEvent;
import io.mce.event.Events;
import io.mce.event.RecordedEvent;
import io.mce.job.Startable;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.lead.Automation;
import io.mce.lead.AutomationPaused;
import io.mce.lead.AutomationReason;
import io.mce.lead.AutomationResumed;
import io.mce.lead.Lead;
import io.mce.lead.LeadDeleted;
import io.mce.lead.LeadId;
import io.mce.lead.LeadOptedOut;
import io.mce.lead.LeadRestored;
import io.mce.lead.Leads;
import io.mce.persistence.Database;
import io.mce.spi.ErrorKind;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps each lead's gate of the outbox as its automation says. Commands here do it in their own
 * transaction; whoever changes a lead's automation elsewhere is followed by its events. Reads what
 * the lead is now and not what an event said, so it can run late and twice.
 */
final class AutomationGate implements Startable {

  private static final String LEAD_DELETED = "LEAD_DELETED";

  private static final Set<Class<? extends DomainEvent>> FOLLOWED =
      Set.of(
          AutomationPaused.class,
          AutomationResumed.class,
          LeadOptedOut.class,
          LeadDeleted.class,
          LeadRestored.class);

  private final Events events;
  private final Database database;
  private final Leads leads;
  private final SendGate gate;

  @Inject
  AutomationGate(Events events, Database database, Leads leads, SendGate gate) {
    this.events = events;
    this.database = database;
    this.leads = leads;
    this.gate = gate;
  }

  @Override
  public void start() {
    events.subscribe(
        "automation-gate",
        FOLLOWED,
        event -> follow(event.organizationId(), LeadId.of(event.subject().id())));
    events.subscribe("carrier-opt-out", Set.of(DispatchFailed.class), this::optOut);
  }

  /** Makes the gate of a lead what the lead's automation asks for. */
  void follow(OrganizationId organizationId, LeadId leadId) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          Optional<Lead> lead = leads.find(organizationId, leadId);
          if (lead.isPresent()) {
            set(organizationId, leadId, lead.get().automation());
          } else {
            // Stays closed: what a worker has now, or a slower transaction adds, must not follow.
            gate.stop(organizationId, leadId.value(), GateEffect.ALL, LEAD_DELETED);
            gate.cancel(organizationId, leadId.value(), Set.of(Purpose.COMPLIANCE), LEAD_DELETED);
          }
        });
  }

  private void set(OrganizationId organizationId, LeadId leadId, Automation automation) {
    if (automation.isActive()) {
      gate.release(organizationId, leadId.value());
      return;
    }
    AutomationReason reason = automation.reason().orElse(AutomationReason.MANUAL);
    gate.stop(organizationId, leadId.value(), effect(reason), reason.name());
  }

  private static GateEffect effect(AutomationReason reason) {
    return switch (reason) {
      case REPLIED -> GateEffect.OUTREACH_ONLY;
      case OPTED_OUT -> GateEffect.ALL;
      case HUMAN_TAKEOVER, MANUAL -> GateEffect.AUTOMATED;
    };
  }

  /** A carrier told that the recipient wants no messages. */
  private void optOut(RecordedEvent event) {
    DispatchFailed failed = event.as(DispatchFailed.class);
    if (failed.kind() != ErrorKind.OPTED_OUT) {
      return;
    }
    LeadId leadId = new LeadId(failed.leadId());
    Actor actor = Actor.engine(event.organizationId(), "carrier-opt-out").because(event.asCause());
    database.runInOrganization(
        event.organizationId(),
        transaction -> {
          if (leads.find(event.organizationId(), leadId).isPresent()) {
            leads.optOut(actor, leadId, failed.channel());
            follow(event.organizationId(), leadId);
          }
        });
  }
}
