package io.mce.ingestion;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.EventName.Audited;
import io.mce.event.Subject;

/** Some more rows of an import are done. */
@EventName(value = "import.progressed", audited = Audited.NEVER)
public record ImportProgressed(
    ImportId importId,
    long rows,
    long processed,
    long created,
    long updated,
    long duplicates,
    long skipped,
    long rejected)
    implements DomainEvent {

  static ImportProgressed of(Import done) {
    return new ImportProgressed(
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
