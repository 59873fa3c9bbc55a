package io.mce.lead;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/**
 * A lead is not to be written to on a channel.
 *
 * @param channel which; {@code *} for every one
 */
@EventName("lead.do-not-contact-set")
public record DoNotContactSet(LeadId leadId, String channel) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
