package io.mce.lead;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import java.util.Set;

/** A person edited a lead; {@code fields} names what is different now. */
@EventName("lead.updated")
public record LeadUpdated(LeadId leadId, Set<String> fields) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
