package io.mce.lead;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** Campaigns and workflows may write to a lead again. */
@EventName("lead.automation-resumed")
public record AutomationResumed(LeadId leadId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
