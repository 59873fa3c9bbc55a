package io.mce.bulk;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.EventName.Audited;
import io.mce.event.Subject;

/** Some more leads of a change are done. */
@EventName(value = "bulk.progressed", audited = Audited.NEVER)
public record BulkProgressed(
    BulkChangeId bulkChangeId, long total, long done, long unchanged, long failed)
    implements DomainEvent {

  static BulkProgressed of(BulkChange change) {
    BulkCounts counts = change.counts();
    return new BulkProgressed(
        change.id(), counts.total(), counts.done(), counts.unchanged(), counts.failed());
  }

  @Override
  public Subject subject() {
    return Subject.of("bulk-change", bulkChangeId);
  }
}
