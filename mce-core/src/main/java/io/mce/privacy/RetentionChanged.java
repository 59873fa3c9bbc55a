package io.mce.privacy;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import java.util.Map;

/**
 * Somebody said how long data is kept.
 *
 * @param before days by kind, as far as they were chosen; zero: kept
 * @param after the same, as it is now
 */
@EventName("privacy.retention-changed")
public record RetentionChanged(Map<String, Integer> before, Map<String, Integer> after)
    implements DomainEvent {

  /** Copies the maps. */
  public RetentionChanged {
    before = Map.copyOf(before);
    after = Map.copyOf(after);
  }

  @Override
  public Subject subject() {
    return new Subject("retention", "policy");
  }
}
