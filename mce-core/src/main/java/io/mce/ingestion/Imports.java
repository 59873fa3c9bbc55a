package io.mce.ingestion;

import static io.mce.ingestion.ImportStatus.CANCELLED;
import static io.mce.ingestion.ImportStatus.CHECKING;
import static io.mce.ingestion.ImportStatus.COMPLETED;
import static io.mce.ingestion.ImportStatus.DRAFT;
import static io.mce.ingestion.ImportStatus.FAILED;
import static io.mce.ingestion.ImportStatus.PAUSED;
import static io.mce.ingestion.ImportStatus.QUEUED;
import static io.mce.ingestion.ImportStatus.RUNNING;
import static io.mce.ingestion.ImportStatus.UNDOING;
import static io.mce.ingestion.ImportStatus.UNDONE;
import static io.mce.ingestion.ImportStatus.UPLOADING;

import io.mce.event.Events;
import io.mce.field.CustomFields;
import io.mce.ingestion.ImportStore.Order;
import io.mce.job.DueWork;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.CaptureScope;
import io.mce.lead.KeptLead;
import io.mce.lead.LeadUndo;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Imports of CSV files. A file is stored first, sealed and in pieces; a preview says what would
 * become of its rows and writes nothing. Rows are taken in the background, 500 per transaction
 * together with the count of what became of them; so a crash neither loses nor repeats a row, and
 * what an import did can be undone. Thread-safe; blocks on the database and, in {@link
 * #start(Actor, ImportRequest, InputStream)}, on the content.
 */
public final class Imports {

  private static final Set<ImportStatus> UNDER_WAY = Set.of(QUEUED, CHECKING, RUNNING);
  private static final Set<ImportStatus> ENDED = Set.of(COMPLETED, FAILED, CANCELLED);

  private final Database database;
  private final ImportStore store;
  private final ImportFileStore files;
  private final ImportErrorStore errors;
  private final ImportMappingStore mappings;
  private final ImportUploads uploads;
  private final ImportPreviews previews;
  private final ErrorFile errorFile;
  private final CustomFields fields;
  private final LeadUndo leads;
  private final DueWork dueWork;
  private final Events events;
  private final Clock clock;

  @Inject
  Imports(
      Database database,
      ImportStore store,
      ImportFileStore files,
      ImportErrorStore errors,
      ImportMappingStore mappings,
      ImportUploads uploads,
      ImportPreviews previews,
      ErrorFile errorFile,
      CustomFields fields,
      LeadUndo leads,
      DueWork dueWork,
      Events events,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.files = files;
    this.errors = errors;
    this.mappings = mappings;
    this.uploads = uploads;
    this.previews = previews;
    this.errorFile = errorFile;
    this.fields = fields;
    this.leads = leads;
    this.dueWork = dueWork;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Stores a file and queues its import. Must not be called inside a transaction, since the content
   * may come slowly.
   *
   * @param content CSV in any usual encoding and with any usual delimiter; read to its end, not
   *     closed
   * @throws MceException INVALID when the file or the mapping cannot be used; nothing is kept then
   * @throws UncheckedIOException when the content breaks off; the import then stays, as failed and
   *     without the content
   */
  public Import start(Actor actor, ImportRequest request, InputStream content) {
    actor.require(Permission.LEAD_IMPORT);
    return uploads.start(actor, request, content);
  }

  /**
   * Makes room for a file that comes in pieces and is looked at before it is imported. What is not
   * started within a day is forgotten.
   *
   * @param bytes how many the file has
   * @throws MceException INVALID when it is empty or larger than 256 MB
   */
  public Import open(Actor actor, String fileName, long bytes) {
    actor.require(Permission.LEAD_IMPORT);
    return uploads.open(actor, fileName, bytes);
  }

  /**
   * Takes the next piece of a file; with the last one the import is a draft. A piece that is here
   * already changes nothing, so that one whose answer was lost can be sent again. Must not be
   * called inside a transaction.
   *
   * @param offset place of its first byte in the file
   * @param piece up to 8 MB
   * @throws MceException INVALID when the file is no CSV, and nothing is kept; CONFLICT when this
   *     is not the next piece, with the offset of the next; WRONG_STATE when it does not fit the
   *     file; NOT_FOUND
   */
  public Import append(Actor actor, ImportId importId, long offset, byte[] piece) {
    actor.require(Permission.LEAD_IMPORT);
    return uploads.append(actor, importId, offset, piece.clone());
  }

  /**
   * Says what would become of the rows of a draft, and writes none of them. All rows are counted in
   * the background; {@link Import#check} says how far that is.
   *
   * @param mapping header to field; absent for what was used last for a file with these headers, or
   *     a guess
   * @throws MceException INVALID when the mapping names a field or a header that does not exist;
   *     WRONG_STATE when it is no draft; NOT_FOUND
   */
  public ImportPreview preview(
      Actor actor, ImportId importId, Optional<Map<String, String>> mapping, CaptureScope scope) {
    actor.require(Permission.LEAD_IMPORT);
    return previews.preview(actor, draft(actor, importId), mapping, scope);
  }

  /**
   * Starts a draft on these terms, and remembers its mapping for files with the same headers.
   *
   * @throws MceException INVALID when the mapping cannot be used; WRONG_STATE when it is no draft;
   *     NOT_FOUND
   */
  public Import start(Actor actor, ImportId importId, ImportTerms terms) {
    actor.require(Permission.LEAD_IMPORT);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          Order order = draft(actor, importId);
          FieldMapping mapping =
              FieldMapping.of(order.headers(), terms.mapping(), fields.active(organizationId));
          mapping.requireUsable();
          ImportTerms wanted = terms.mapping(mapping.targets());
          if (!order.mapping().equals(wanted.mapping())
              || order.stored().scope() != wanted.scope()) {
            errors.deleteAll(organizationId, importId);
            store.check(organizationId, importId, wanted.mapping(), wanted.scope());
          }
          if (!store.confirm(organizationId, importId, wanted, ImportedBy.of(actor))) {
            throw noDraft();
          }
          mappings.save(organizationId, order.headers(), wanted.mapping(), clock.instant());
          return changed(actor, importId, DRAFT, QUEUED);
        });
  }

  /**
   * Returns an import.
   *
   * @throws MceException NOT_FOUND
   */
  public Import get(Actor actor, ImportId importId) {
    actor.require(Permission.LEAD_READ);
    return existing(actor, importId).stored();
  }

  /** Returns a page of the imports, newest first. */
  public Page<Import> list(Actor actor, PageRequest page) {
    actor.require(Permission.LEAD_READ);
    return store.list(actor.organizationId(), page);
  }

  /**
   * Returns a page of what could not be used, in the order of the file: all problems of rejected
   * rows, and those of rows that became a lead without some field. Of a draft, as far as its rows
   * were looked at.
   *
   * @throws MceException NOT_FOUND
   */
  public Page<ImportError> errors(Actor actor, ImportId importId, PageRequest page) {
    actor.require(Permission.LEAD_IMPORT);
    existing(actor, importId);
    return errors.errors(actor.organizationId(), importId, page);
  }

  /**
   * Writes the rows of which something could not be used as CSV: the columns of the file, what is
   * wrong, and what to do about it. Mended, it can be imported. Nothing in it runs as a formula.
   *
   * @throws MceException NOT_FOUND
   * @throws IOException when the target cannot be written
   */
  public void writeErrors(Actor actor, ImportId importId, Appendable out) throws IOException {
    actor.require(Permission.LEAD_IMPORT);
    errorFile.write(actor.organizationId(), existing(actor, importId), out);
  }

  /**
   * Lets an import rest; the rows that were taken stay.
   *
   * @throws MceException WRONG_STATE when it is not under way; NOT_FOUND
   */
  public Import pause(Actor actor, ImportId importId) {
    actor.require(Permission.LEAD_IMPORT);
    return change(actor, importId, UNDER_WAY, PAUSED, "Only an import under way can be paused.");
  }

  /**
   * Lets a paused import go on behind the last row that was taken.
   *
   * @throws MceException WRONG_STATE when it is not paused; NOT_FOUND
   */
  public Import resume(Actor actor, ImportId importId) {
    actor.require(Permission.LEAD_IMPORT);
    return change(actor, importId, Set.of(PAUSED), QUEUED, "Only a paused import can be resumed.");
  }

  /**
   * Ends an import. The rows that were taken stay, and can be undone; where all or nothing was
   * asked for, they are taken back. A draft and a file on its way are forgotten at once.
   *
   * @return the import as it is, or as it was if it is forgotten
   * @throws MceException WRONG_STATE when it has ended; NOT_FOUND
   */
  public Import cancel(Actor actor, ImportId importId) {
    actor.require(Permission.LEAD_IMPORT);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          Import stored = existing(actor, importId).stored();
          ImportStatus status = stored.status();
          if (status == UPLOADING || status == DRAFT) {
            forget(organizationId, importId);
            events.append(actor, new ImportStatusChanged(importId, status, CANCELLED));
            return stored;
          }
          Instant now = clock.instant();
          boolean isOpen = status == PAUSED || UNDER_WAY.contains(status);
          if (!isOpen
              || !store.finish(organizationId, importId, CANCELLED, Optional.empty(), now)) {
            throw MceException.wrongState("This import has ended.");
          }
          files.deleteChunks(organizationId, importId);
          // Counted again: a batch may have been stored since it was read.
          Import ended = existing(actor, importId).stored();
          if (ended.mode() == ImportMode.ALL_OR_NOTHING && ended.processed() > 0) {
            ImportedBy by = ImportedBy.of(actor);
            store.beginUndo(organizationId, importId, CANCELLED, CANCELLED, by, now);
          }
          return changed(actor, importId, status, CANCELLED);
        });
  }

  /**
   * Takes back what an import did, in the background: leads it created are removed unless something
   * happened with them since, and what it changed of others is as it was before unless someone
   * changed it since. {@link #kept} lists what was left.
   *
   * @throws MceException WRONG_STATE when the import is under way, took no row, was undone, or
   *     ended more than 30 days ago; NOT_FOUND
   */
  public Import undo(Actor actor, ImportId importId) {
    actor.require(Permission.LEAD_IMPORT);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          Import stored = existing(actor, importId).stored();
          Instant now = clock.instant();
          requireUndoable(stored, now);
          ImportedBy by = ImportedBy.of(actor);
          if (!store.beginUndo(organizationId, importId, stored.status(), UNDONE, by, now)) {
            throw MceException.wrongState("This import was undone.");
          }
          return changed(actor, importId, stored.status(), UNDOING);
        });
  }

  private static void requireUndoable(Import stored, Instant now) {
    if (stored.undo().isPresent()) {
      throw MceException.wrongState("This import was undone.");
    }
    if (!ENDED.contains(stored.status())) {
      throw MceException.wrongState(
          "Only an import that has ended can be undone. Cancel it first.");
    }
    if (stored.processed() == 0) {
      throw MceException.wrongState("This import took no row; there is nothing to undo.");
    }
    if (stored.finishedAt().orElse(now).plus(LeadUndo.POSSIBLE).isBefore(now)) {
      throw MceException.wrongState("An import can be undone for 30 days, and these are over.");
    }
  }

  /**
   * Returns a page of the leads that an undo left as they are, wholly or in part, because something
   * happened with them after the import.
   *
   * @throws MceException NOT_FOUND
   */
  public Page<KeptLead> kept(Actor actor, ImportId importId, PageRequest page) {
    actor.require(Permission.LEAD_READ);
    existing(actor, importId);
    return leads.kept(actor, importId.value(), page);
  }

  /** Removes an import of which nothing was taken, with all that hangs on it. */
  void forget(OrganizationId organizationId, ImportId importId) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          errors.deleteAll(organizationId, importId);
          files.deleteChunks(organizationId, importId);
          store.remove(organizationId, importId);
        });
  }

  private Import change(
      Actor actor, ImportId importId, Set<ImportStatus> from, ImportStatus to, String otherwise) {
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          ImportStatus before = existing(actor, importId).stored().status();
          while (from.contains(before)) {
            if (store.changeStatus(actor.organizationId(), importId, before, to)) {
              return changed(actor, importId, before, to);
            }
            before = existing(actor, importId).stored().status();
          }
          throw MceException.wrongState(otherwise);
        });
  }

  /** Tells the others, and the worker. */
  private Import changed(Actor actor, ImportId importId, ImportStatus from, ImportStatus to) {
    events.append(actor, new ImportStatusChanged(importId, from, to));
    dueWork.schedule(
        actor.organizationId(), ImportWorker.NAME, importId.toString(), clock.instant());
    return existing(actor, importId).stored();
  }

  private Order draft(Actor actor, ImportId importId) {
    Order order = existing(actor, importId);
    if (order.stored().status() != DRAFT) {
      throw noDraft();
    }
    return order;
  }

  private static MceException noDraft() {
    return MceException.wrongState(
        "The file is not here completely, or the import was started already.");
  }

  private Order existing(Actor actor, ImportId importId) {
    return store
        .findOrder(actor.organizationId(), importId)
        .orElseThrow(() -> MceException.notFound("import"));
  }
}
