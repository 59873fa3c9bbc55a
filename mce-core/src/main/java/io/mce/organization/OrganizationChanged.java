package io.mce.organization;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.kernel.OrganizationId;

/** The name or the settings of an organization changed. */
@EventName("organization.changed")
public record OrganizationChanged(OrganizationId organizationId, long version)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("organization", organizationId);
  }
}
