package io.mce.privacy;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/**
 * Data was removed because it was old.
 *
 * @param kind of which kind
 * @param days how long it is kept
 * @param removed how much was removed
 */
@EventName("privacy.retention-applied")
public record RetentionApplied(String kind, int days, long removed) implements DomainEvent {

  @Override
  public Subject subject() {
    return new Subject("retention", kind);
  }
}
