package io.mce.approval;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.kernel.OrganizationId;

/** The organization changed who may give leads which status. */
@EventName("lead.status-rules-changed")
public record StatusRulesChanged(OrganizationId organizationId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("organization", organizationId);
  }
}
