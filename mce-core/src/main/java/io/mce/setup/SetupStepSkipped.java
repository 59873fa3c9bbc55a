package io.mce.setup;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.kernel.OrganizationId;

/** Someone said that a step of the setup is not needed. */
@EventName("setup.step-skipped")
public record SetupStepSkipped(OrganizationId organizationId, SetupStep step)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("organization", organizationId);
  }
}
