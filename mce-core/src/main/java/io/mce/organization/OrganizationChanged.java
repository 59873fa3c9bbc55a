package io.mce.organization;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.kernel.OrganizationId;
import java.util.List;
import java.util.Optional;

/**
 * The name or the settings of an organization changed.
 *
 * @param changed which of them: names of the components of {@link OrganizationChange}; empty where
 *     an older version of the engine did not say
 */
@EventName("organization.changed")
public record OrganizationChanged(
    OrganizationId organizationId, long version, Optional<List<String>> changed)
    implements DomainEvent {

  /** Copies the names. */
  public OrganizationChanged {
    changed = changed.map(List::copyOf);
  }

  @Override
  public Subject subject() {
    return Subject.of("organization", organizationId);
  }
}
