package io.mce.segment;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** Someone deleted a saved view. */
@EventName("view.deleted")
public record SavedViewDeleted(SavedViewId viewId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("view", viewId);
  }
}
