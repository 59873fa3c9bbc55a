package io.mce.privacy;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import java.util.UUID;

/** Nothing is left by which a person could be recognized; the id names nobody any more. */
@EventName("lead.erased")
public record PersonErased(UUID person, ErasureReason reason) implements DomainEvent {

  @Override
  public Subject subject() {
    return new Subject("lead", person.toString());
  }
}
