package io.mce.lead;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.organization.MemberId;
import java.util.Optional;

/**
 * A lead has another owner; an absent member means that nobody owns it any more.
 *
 * @param byHand whether somebody decided it for this lead, and not a rule or a policy
 */
@EventName("lead.assigned")
public record LeadAssigned(LeadId leadId, Optional<MemberId> memberId, boolean byHand)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
