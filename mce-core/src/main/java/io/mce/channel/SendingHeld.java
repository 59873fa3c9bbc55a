package io.mce.channel;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.kernel.OrganizationId;

/**
 * Nothing is sent any more, because the database looks like a copy.
 *
 * @param cause a code: how it looks; see {@link SendingHold.Cause}
 */
@EventName("sending.held")
public record SendingHeld(OrganizationId organizationId, SendingHold.Cause cause)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("organization", organizationId);
  }
}
