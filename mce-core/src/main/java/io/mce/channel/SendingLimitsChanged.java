package io.mce.channel;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.kernel.OrganizationId;

/** The organization changed how much its accounts send. */
@EventName("sending.limits-changed")
public record SendingLimitsChanged(OrganizationId organizationId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("organization", organizationId);
  }
}
