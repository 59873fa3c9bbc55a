package io.mce.channel;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.kernel.OrganizationId;

/** The organization changed by which way it prefers to reach people. */
@EventName("channel.routing-changed")
public record RoutingPolicyChanged(OrganizationId organizationId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("organization", organizationId);
  }
}
