package io.mce.lead;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** Campaigns and workflows stop writing to a lead for now. */
@EventName("lead.automation-paused")
public record AutomationPaused(LeadId leadId, AutomationReason reason) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
