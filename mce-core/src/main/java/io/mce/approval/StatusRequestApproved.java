package io.mce.approval;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.lead.LeadId;
import io.mce.lead.LeadStatus;

/** A change of status that somebody asked for was approved. */
@EventName("lead.status-request-approved")
public record StatusRequestApproved(
    LeadId leadId, StatusRequestId requestId, LeadStatus from, LeadStatus to)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
