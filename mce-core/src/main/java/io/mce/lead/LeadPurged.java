package io.mce.lead;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** The time of a deleted lead in the archive is over; nothing personal of it is left. */
@EventName("lead.purged")
public record LeadPurged(LeadId leadId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
