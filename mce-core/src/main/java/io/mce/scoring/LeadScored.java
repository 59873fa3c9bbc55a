package io.mce.scoring;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.EventName.Audited;
import io.mce.event.Subject;
import io.mce.lead.LeadId;

/** A lead has another score. */
@EventName(value = "lead.scored", audited = Audited.NEVER)
public record LeadScored(LeadId leadId, int score) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
