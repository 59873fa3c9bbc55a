package io.mce.privacy;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import java.util.UUID;

/** Somebody took out everything that is stored about a person. */
@EventName("lead.exported")
public record PersonExported(UUID person) implements DomainEvent {

  @Override
  public Subject subject() {
    return new Subject("lead", person.toString());
  }
}
