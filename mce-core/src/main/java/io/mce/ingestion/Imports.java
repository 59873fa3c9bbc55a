package io.mce.ingestion;

import io.mce.job.DueWork;
import io.mce.kernel.Actor;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Imports of CSV files. A file is stored first, sealed and in pieces, and taken in the background,
 * 500 rows per transaction together with the count of what became of them; so a crash neither loses
 * nor repeats a row. Thread-safe; blocks on the database and, in {@link #start}, on the content.
 */
public final class Imports {

  /** Largest file, in bytes. */
  static final long MAX_BYTES = 256L << 20;

  /** A file that is not complete by then never will be. */
  private static final Duration LONGEST_UPLOAD = Duration.ofDays(1);

  private static final int CHUNK_BYTES = 1 << 20;
  private static final int MAX_FILE_NAME = 200;
  private static final SourceId DEFAULT_SOURCE = SourceId.of("import");

  private final Database database;
  private final ImportStore store;
  private final DueWork dueWork;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  Imports(Database database, ImportStore store, DueWork dueWork, Clock clock, IdGenerator ids) {
    this.database = database;
    this.store = store;
    this.dueWork = dueWork;
    this.clock = clock;
    this.ids = ids;
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
    database.requireNoTransaction();
    OrganizationId organizationId = actor.organizationId();
    ImportId importId = new ImportId(ids.next());
    database.runInOrganization(
        organizationId,
        transaction -> {
          store.insert(
              organizationId,
              interrupted(importId, request),
              request.mapping(),
              actor.kind() + ":" + actor.id());
          // If the engine ends before the file is complete, the worker removes what there is of it.
          dueWork.schedule(
              organizationId,
              ImportWorker.NAME,
              importId.toString(),
              clock.instant().plus(LONGEST_UPLOAD));
        });
    try {
      storeContent(organizationId, importId, content);
      requireUsable(organizationId, importId, request.mapping());
    } catch (MceException e) {
      store.remove(organizationId, importId);
      throw e;
    } catch (IOException e) {
      discard(organizationId, importId, e);
      throw new UncheckedIOException("the content of an import broke off", e);
    } catch (RuntimeException | Error e) {
      discard(organizationId, importId, e);
      throw e;
    }
    return database.inOrganization(
        organizationId,
        transaction -> {
          store.queue(organizationId, importId);
          dueWork.schedule(organizationId, ImportWorker.NAME, importId.toString(), clock.instant());
          return existing(organizationId, importId);
        });
  }

  private void discard(OrganizationId organizationId, ImportId importId, Throwable because) {
    try {
      store.deleteChunks(organizationId, importId);
    } catch (RuntimeException e) {
      because.addSuppressed(e); // The worker removes them later.
    }
  }

  /**
   * Returns an import.
   *
   * @throws MceException NOT_FOUND
   */
  public Import get(Actor actor, ImportId importId) {
    actor.require(Permission.LEAD_READ);
    return existing(actor.organizationId(), importId);
  }

  /** Returns a page of the imports, newest first. */
  public Page<Import> list(Actor actor, PageRequest page) {
    actor.require(Permission.LEAD_READ);
    return store.list(actor.organizationId(), page);
  }

  /**
   * Returns a page of what could not be used, in the order of the file: all problems of rejected
   * rows, and those of rows that became a lead without some field.
   *
   * @throws MceException NOT_FOUND
   */
  public Page<ImportError> errors(Actor actor, ImportId importId, PageRequest page) {
    actor.require(Permission.LEAD_IMPORT);
    OrganizationId organizationId = actor.organizationId();
    existing(organizationId, importId);
    return store.errors(organizationId, importId, page);
  }

  /** What is left if the content or the engine breaks off before the file is complete. */
  private Import interrupted(ImportId importId, ImportRequest request) {
    String name = TypedText.clean(request.fileName());
    return new Import(
        importId,
        name.substring(0, Math.min(name.length(), MAX_FILE_NAME)),
        request.source().orElse(DEFAULT_SOURCE),
        ImportStatus.FAILED,
        request.mode(),
        request.automations(),
        0,
        0,
        0,
        0,
        0,
        0,
        Optional.of("The file did not arrive completely. Send it again."),
        clock.instant(),
        Optional.empty());
  }

  private void storeContent(OrganizationId organizationId, ImportId importId, InputStream content)
      throws IOException {
    long bytes = 0;
    byte[] chunk = content.readNBytes(CHUNK_BYTES);
    for (int number = 0; chunk.length > 0; number++) {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) {
        throw MceException.invalid(
            "file",
            "The file is larger than %d MB. Split it and send the parts one by one."
                .formatted(MAX_BYTES >> 20));
      }
      store.insertChunk(organizationId, importId, number, chunk);
      chunk = content.readNBytes(CHUNK_BYTES);
    }
  }

  private void requireUsable(
      OrganizationId organizationId, ImportId importId, Map<String, String> mapping)
      throws IOException {
    CsvFile file = CsvFile.of(() -> new StoredFile(store, organizationId, importId));
    FieldMapping.of(file.headers(), mapping).requireUsable();
  }

  private Import existing(OrganizationId organizationId, ImportId importId) {
    return store.find(organizationId, importId).orElseThrow(() -> MceException.notFound("import"));
  }
}
