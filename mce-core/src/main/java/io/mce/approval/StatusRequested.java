package io.mce.approval;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.lead.LeadId;
import io.mce.lead.LeadStatus;

/** Somebody asks for a change of status that their role may not make. */
@EventName("lead.status-requested")
public record StatusRequested(
    LeadId leadId, StatusRequestId requestId, LeadStatus from, LeadStatus to)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
