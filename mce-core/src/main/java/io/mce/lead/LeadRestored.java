package io.mce.lead;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** A deleted lead is back: somebody undid it, or the lead was captured again. */
@EventName("lead.restored")
public record LeadRestored(LeadId leadId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
