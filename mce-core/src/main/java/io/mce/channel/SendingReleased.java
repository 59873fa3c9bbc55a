package io.mce.channel;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.kernel.OrganizationId;

/**
 * Messages are sent again.
 *
 * @param cancelled how many were queued before and are not sent
 */
@EventName("sending.released")
public record SendingReleased(OrganizationId organizationId, long cancelled)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("organization", organizationId);
  }
}
