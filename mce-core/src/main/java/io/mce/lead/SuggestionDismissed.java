package io.mce.lead;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** Somebody said that two leads are not one person. */
@EventName("lead.suggestion-dismissed")
public record SuggestionDismissed(LeadId leadId, LeadId otherId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
