package io.mce.assignment;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.kernel.OrganizationId;

/** The organization changed how leads are given to its members. */
@EventName("assignment.plan-changed")
public record AssignmentPlanChanged(OrganizationId organizationId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("organization", organizationId);
  }
}
