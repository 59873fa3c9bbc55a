package io.mce.segment;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** Someone changed a saved view. */
@EventName("view.changed")
public record SavedViewChanged(SavedViewId viewId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("view", viewId);
  }
}
