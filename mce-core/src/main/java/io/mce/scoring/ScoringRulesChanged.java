package io.mce.scoring;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.kernel.OrganizationId;

/** The organization changed the rules by which leads are scored. */
@EventName("scoring.rules-changed")
public record ScoringRulesChanged(OrganizationId organizationId, long version)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("organization", organizationId);
  }
}
