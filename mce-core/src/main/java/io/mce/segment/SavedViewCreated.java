package io.mce.segment;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** Someone saved how they look at the list of leads. */
@EventName("view.created")
public record SavedViewCreated(SavedViewId viewId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("view", viewId);
  }
}
