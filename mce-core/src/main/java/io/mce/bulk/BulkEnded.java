package io.mce.bulk;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** A change of many leads went through all of them, was cancelled, or could not go on. */
@EventName("bulk.ended")
public record BulkEnded(
    BulkChangeId bulkChangeId,
    BulkKind kind,
    BulkStatus status,
    long total,
    long done,
    long unchanged,
    long failed)
    implements DomainEvent {

  static BulkEnded of(BulkChange change, BulkStatus status) {
    BulkCounts counts = change.counts();
    return new BulkEnded(
        change.id(),
        change.action().kind(),
        status,
        counts.total(),
        counts.done(),
        counts.unchanged(),
        counts.failed());
  }

  @Override
  public Subject subject() {
    return Subject.of("bulk-change", bulkChangeId);
  }
}
