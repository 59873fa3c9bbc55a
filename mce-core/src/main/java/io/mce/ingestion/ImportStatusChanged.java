package io.mce.ingestion;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/**
 * The file of an import is here, or the import was started, paused, resumed, cancelled, or its undo
 * began or ended.
 */
@EventName("import.status-changed")
public record ImportStatusChanged(ImportId importId, ImportStatus from, ImportStatus to)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("import", importId);
  }
}
