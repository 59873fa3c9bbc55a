package io.mce.lead;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** A lead was deleted; it is kept aside and comes back when it is captured again. */
@EventName("lead.deleted")
public record LeadDeleted(LeadId leadId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
