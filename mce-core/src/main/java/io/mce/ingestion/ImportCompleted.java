package io.mce.ingestion;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** All rows of an import are done. */
@EventName("import.completed")
public record ImportCompleted(
    ImportId importId,
    long rows,
    long processed,
    long created,
    long updated,
    long duplicates,
    long skipped,
    long rejected)
    implements DomainEvent {

  static ImportCompleted of(Import done) {
    return new ImportCompleted(
        done.id(),
        done.rows(),
        done.processed(),
        done.created(),
        done.updated(),
        done.duplicates(),
        done.skipped(),
        done.rejected());
  }

  @Override
  public Subject subject() {
    return Subject.of("import", importId);
  }
}
