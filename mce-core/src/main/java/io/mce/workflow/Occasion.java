package io.mce.workflow;

import io.mce.conversation.MessageArrived;
import io.mce.event.DomainEvent;
import io.mce.event.RecordedEvent;
import io.mce.lead.CaptureOutcome;
import io.mce.lead.LeadCaptured;
import io.mce.lead.LeadId;
import io.mce.lead.LeadStatus;
import io.mce.lead.LeadStatusChanged;
import java.util.Optional;

/**
 * An event that may start workflows.
 *
 * @param newStatus the status the lead got, if that is what happened
 */
record Occasion(
    RecordedEvent event, TriggerType type, LeadId leadId, Optional<LeadStatus> newStatus) {

  /** Reads an event; empty for one that starts nothing. */
  static Optional<Occasion> of(RecordedEvent event, DomainEvent typed) {
    return switch (typed) {
      case LeadCaptured captured ->
          captured.automations() && captured.outcome() == CaptureOutcome.CREATED
              ? Optional.of(
                  new Occasion(
                      event, TriggerType.LEAD_CREATED, captured.leadId(), Optional.empty()))
              : Optional.empty();
      case LeadStatusChanged changed ->
          Optional.of(
              new Occasion(
                  event,
                  TriggerType.LEAD_STATUS_CHANGED,
                  changed.leadId(),
                  Optional.of(changed.to())));
      case MessageArrived arrived ->
          Optional.of(
              new Occasion(
                  event, TriggerType.MESSAGE_RECEIVED, arrived.leadId(), Optional.empty()));
      default -> Optional.empty();
    };
  }
}
