package io.mce.approval;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.lead.LeadId;
import io.mce.lead.LeadStatus;

/** The status changed, or the lead was deleted, before anybody decided about a request. */
@EventName("lead.status-request-overtaken")
public record StatusRequestOvertaken(
    LeadId leadId, StatusRequestId requestId, LeadStatus from, LeadStatus to)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
