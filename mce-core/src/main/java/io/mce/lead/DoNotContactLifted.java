package io.mce.lead;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/**
 * A lead may be written to on a channel again.
 *
 * @param channel which; {@code *} for every one
 */
@EventName("lead.do-not-contact-lifted")
public record DoNotContactLifted(LeadId leadId, String channel) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
