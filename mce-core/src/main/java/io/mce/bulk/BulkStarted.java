package io.mce.bulk;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** Somebody started a change of many leads. */
@EventName("bulk.started")
public record BulkStarted(BulkChangeId bulkChangeId, BulkKind kind) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("bulk-change", bulkChangeId);
  }
}
