package io.mce.scoring;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.EventName.Audited;
import io.mce.event.Subject;
import io.mce.lead.LeadId;

/** Somebody gave a lead points, or took some; {@link LeadScored} says what came of it. */
@EventName(value = "lead.score-adjusted", audited = Audited.UNLESS_AUTOMATIC)
public record ScoreAdjusted(LeadId leadId, int points) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
