package io.mce.ingestion;

import io.mce.event.Events;
import io.mce.ingestion.ImportRows.Told;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.lead.DraftCheck;
import io.mce.lead.Foresight;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes some rows of an import and counts them, in one transaction; or only looks at them. */
final class ImportBatch {

  private final Database database;
  private final ImportStore store;
  private final ImportFileStore files;
  private final ImportErrorStore errors;
  private final Intake intake;
  private final Events events;
  private final ImportProbe probe;
  private final Clock clock;

  @Inject
  ImportBatch(
      Database database,
      ImportStore store,
      ImportFileStore files,
      ImportErrorStore errors,
      Intake intake,
      Events events,
      ImportProbe probe,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.files = files;
    this.errors = errors;
    this.intake = intake;
    this.events = events;
    this.probe = probe;
    this.clock = clock;
  }

  /** Somebody paused or cancelled the import, or another worker has it; nothing was stored. */
  static final class HaltedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HaltedException(ImportId importId) {
      super("import " + importId + " is not to go on");
    }
  }

  /** Reads the rows as drafts and checks those, before the transaction that takes them. */
  List<DraftCheck> check(Actor actor, Import stored, FieldMapping mapping, List<CsvRow> rows) {
    ImportRows batch = new ImportRows(stored, mapping, rows);
    return intake.check(actor, batch.drafts(), batch.terms());
  }

  /**
   * Takes the rows.
   *
   * @return the import as it is now
   * @throws HaltedException when the import is not to go on
   * @throws MceException INVALID when a row cannot be used and all must be
   */
  Import take(Actor actor, Import before, FieldMapping mapping, ImportSession.Checked taken) {
    Instant began = clock.instant();
    ImportRows batch = new ImportRows(before, mapping, taken.rows());
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          List<Told> told = batch.told(intake.takeChecked(actor, taken.checks(), batch.terms()));
          ImportCounts counts = ImportRows.count(told);
          if (before.mode() == ImportMode.ALL_OR_NOTHING && counts.rejected() > 0) {
            throw MceException.invalid("file", notAll(counts.rejected(), before.rows()));
          }
          Import after = before.plus(counts, Duration.between(began, clock.instant()));
          storeErrors(actor.organizationId(), batch, told);
          probe.beforeBatchStored(before);
          if (!store.advance(actor.organizationId(), before, after)) {
            throw new HaltedException(before.id());
          }
          events.append(actor, ImportProgressed.of(after));
          return after;
        });
  }

  /**
   * Looks at rows and counts what would become of them.
   *
   * @return the check as it is now
   * @throws HaltedException when the import is not to go on, or with another mapping
   */
  ImportCheck look(
      Actor actor,
      Import stored,
      ImportCheck before,
      FieldMapping mapping,
      List<CsvRow> rows,
      boolean last,
      Foresight foresight) {
    ImportRows batch = new ImportRows(stored, mapping, rows);
    List<Told> told = batch.told(intake.foresee(actor, batch.drafts(), batch.terms(), foresight));
    ImportCheck after =
        new ImportCheck(before.number(), last, before.counts().plus(ImportRows.count(told)));
    database.runInOrganization(
        actor.organizationId(),
        transaction -> {
          storeErrors(actor.organizationId(), batch, told);
          if (!store.checked(
              actor.organizationId(), stored.id(), after, before.counts().processed())) {
            throw new HaltedException(stored.id());
          }
        });
    return after;
  }

  private void storeErrors(OrganizationId organizationId, ImportRows batch, List<Told> told) {
    ImportId importId = batch.stored().id();
    errors.insertErrors(organizationId, importId, batch.newErrors(told));
    errors.insertRows(organizationId, importId, batch.faultyRows(told));
  }

  /** Why nothing of a file is taken of which everything must be. */
  static String notAll(long rejected, long rows) {
    return "%d of %d rows cannot be used, so no row was imported. Mend them and send the file again, or import the valid rows only."
        .formatted(rejected, rows);
  }

  /** Ends the import as it is counted. */
  void complete(Actor actor, Import done, Instant at) {
    OrganizationId organizationId = actor.organizationId();
    database.runInOrganization(
        organizationId,
        transaction -> {
          if (store.finish(
              organizationId, done.id(), ImportStatus.COMPLETED, Optional.empty(), at)) {
            events.append(actor, ImportCompleted.of(done));
          }
          files.deleteChunks(organizationId, done.id());
        });
  }

  /** Ends the import early; what it took is to be taken back if all or nothing was asked for. */
  void fail(Actor actor, Import stored, String failure, Instant at) {
    OrganizationId organizationId = actor.organizationId();
    database.runInOrganization(
        organizationId,
        transaction -> {
          if (store.finish(
              organizationId, stored.id(), ImportStatus.FAILED, Optional.of(failure), at)) {
            events.append(actor, new ImportFailed(stored.id()));
            if (stored.mode() == ImportMode.ALL_OR_NOTHING && stored.processed() > 0) {
              store.beginUndo(
                  organizationId,
                  stored.id(),
                  ImportStatus.FAILED,
                  ImportStatus.FAILED,
                  stored.startedBy(),
                  at);
            }
          }
          files.deleteChunks(organizationId, stored.id());
        });
  }
}
