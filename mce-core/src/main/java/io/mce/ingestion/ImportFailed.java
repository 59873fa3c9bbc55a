package io.mce.ingestion;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** An import ended before its last row. */
@EventName("import.failed")
public record ImportFailed(ImportId importId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("import", importId);
  }
}
