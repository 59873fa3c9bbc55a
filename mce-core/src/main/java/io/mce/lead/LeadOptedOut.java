package io.mce.lead;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** A lead does not want to hear from us on a channel; {@code *} stands for all channels. */
@EventName("lead.opted-out")
public record LeadOptedOut(LeadId leadId, String channel) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
