package io.mce.lead;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** The status of a lead changed. */
@EventName("lead.status-changed")
public record LeadStatusChanged(LeadId leadId, LeadStatus from, LeadStatus to)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
