package io.mce.ingestion;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import java.util.UUID;

/** There is another address that takes leads. */
@EventName("source.created")
public record LeadSourceCreated(UUID sourceId, String name) implements DomainEvent {

  @Override
  public Subject subject() {
    return new Subject("source", sourceId.toString());
  }
}
