package io.mce.approval;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.lead.LeadId;
import io.mce.lead.LeadStatus;

/** Who asked for a change of status took that back. */
@EventName("lead.status-request-withdrawn")
public record StatusRequestWithdrawn(
    LeadId leadId, StatusRequestId requestId, LeadStatus from, LeadStatus to)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
