package io.mce.app.imports;

import io.mce.ingestion.Import;
import io.mce.ingestion.ImportCounts;
import io.mce.ingestion.ImportMode;
import io.mce.ingestion.ImportStatus;
import io.mce.ingestion.ImportUndo;
import io.mce.ingestion.ImportedBy;
import io.mce.lead.CaptureScope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An import and how far it is.
 *
 * @param rowsPerSecond null while there is nothing to tell it by
 * @param secondsLeft null unless rows are being taken
 */
record ImportView(
    String id,
    String fileName,
    String source,
    ImportStatus status,
    ImportMode mode,
    CaptureScope scope,
    long bytes,
    long received,
    CheckView check,
    long rows,
    long processed,
    long created,
    long updated,
    long duplicates,
    long skipped,
    long rejected,
    @Nullable Long rowsPerSecond,
    @Nullable Long secondsLeft,
    String automations,
    PersonView startedBy,
    Instant createdAt,
    Optional<Instant> finishedAt,
    Optional<String> failure,
    Optional<UndoView> undo) {

  enum Automations {
    OFF,
    ON
  }

  /** Who did it: a member by id, or a program. */
  record PersonView(String kind, String id) {

    static PersonView of(ImportedBy by) {
      return new PersonView(by.kind().name(), by.id());
    }
  }

  /** What would become of the rows, as far as they were looked at. */
  record CheckView(
      boolean finished,
      long processed,
      long created,
      long updated,
      long duplicates,
      long skipped,
      long rejected) {}

  /** How far an undo is. */
  record UndoView(PersonView by, Instant at, long removed, long restored, long kept) {

    static UndoView of(ImportUndo undo) {
      return new UndoView(
          PersonView.of(undo.by()), undo.at(), undo.removed(), undo.restored(), undo.kept());
    }
  }

  static ImportView of(Import each) {
    ImportCounts check = each.check().counts();
    return new ImportView(
        each.id().toString(),
        each.fileName(),
        each.source().value(),
        each.status(),
        each.mode(),
        each.scope(),
        each.upload().bytes(),
        each.upload().received(),
        new CheckView(
            each.check().finished(),
            check.processed(),
            check.created(),
            check.updated(),
            check.duplicates(),
            check.skipped(),
            check.rejected()),
        each.rows(),
        each.processed(),
        each.created(),
        each.updated(),
        each.duplicates(),
        each.skipped(),
        each.rejected(),
        each.rowsPerSecond().isPresent() ? each.rowsPerSecond().getAsLong() : null,
        each.remaining().map(Duration::toSeconds).orElse(null),
        (each.automations() ? Automations.ON : Automations.OFF).name(),
        PersonView.of(each.startedBy()),
        each.createdAt(),
        each.finishedAt(),
        each.failure(),
        each.undo().map(UndoView::of));
  }
}
