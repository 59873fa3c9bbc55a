package io.mce.organization;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.kernel.OrganizationId;

/** An organization came to be. */
@EventName("organization.created")
public record OrganizationCreated(OrganizationId organizationId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("organization", organizationId);
  }
}
