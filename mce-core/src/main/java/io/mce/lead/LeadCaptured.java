package io.mce.lead;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/**
 * A draft made a lead or said something new about one. A draft without news publishes nothing.
 *
 * @param source where the draft came from, by name
 * @param automations whether workflows may react; false for an import that greets nobody
 */
@EventName("lead.captured")
public record LeadCaptured(
    LeadId leadId, CaptureOutcome outcome, String source, boolean automations)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
