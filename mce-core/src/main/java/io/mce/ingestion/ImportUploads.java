package io.mce.ingestion;

import io.mce.event.Events;
import io.mce.ingestion.ImportStore.Order;
import io.mce.job.DueWork;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The ways of a file into the database: in one piece, or in pieces that can be sent again. */
final class ImportUploads {

  /** Largest file, in bytes. */
  static final long MAX_BYTES = 256L << 20;

  /** Largest piece, in bytes. */
  static final int MAX_PIECE = 8 << 20;

  /** A file that is not complete by then never will be, and a draft not confirmed is forgotten. */
  static final Duration KEPT = Duration.ofDays(1);

  private static final int CHUNK_BYTES = 1 << 20;
  private static final int MAX_FILE_NAME = 200;
  private static final SourceId DEFAULT_SOURCE = SourceId.of("import");

  private final Database database;
  private final ImportStore store;
  private final ImportFileStore files;
  private final DueWork dueWork;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  ImportUploads(
      Database database,
      ImportStore store,
      ImportFileStore files,
      DueWork dueWork,
      Events events,
      Clock clock,
      IdGenerator ids) {
    this.database = database;
    this.store = store;
    this.files = files;
    this.dueWork = dueWork;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /** Stores a whole file and queues its import. */
  Import start(Actor actor, ImportRequest request, InputStream content) {
    database.requireNoTransaction();
    OrganizationId organizationId = actor.organizationId();
    // What is left if the content or the engine breaks off before the file is complete.
    Import interrupted =
        created(
            actor,
            request,
            0,
            ImportStatus.FAILED,
            Optional.of("The file did not arrive completely. Send it again."));
    ImportId importId = interrupted.id();
    insert(organizationId, interrupted, request.terms().mapping());
    try {
      storeContent(organizationId, importId, content);
      CsvFile file = CsvFile.of(() -> new StoredFile(files, organizationId, importId));
      FieldMapping.of(file.headers(), request.terms().mapping()).requireUsable();
      return queue(organizationId, importId, file.form());
    } catch (MceException e) {
      remove(organizationId, importId);
      throw e;
    } catch (IOException e) {
      discard(organizationId, importId, e);
      throw new UncheckedIOException("the content of an import broke off", e);
    } catch (RuntimeException | Error e) {
      discard(organizationId, importId, e);
      throw e;
    }
  }

  private Import queue(OrganizationId organizationId, ImportId importId, FileForm form) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          store.changeStatus(organizationId, importId, ImportStatus.FAILED, ImportStatus.UPLOADING);
          store.describe(organizationId, importId, form, ImportStatus.QUEUED);
          dueWork.schedule(organizationId, ImportWorker.NAME, importId.toString(), clock.instant());
          return store.find(organizationId, importId).orElseThrow();
        });
  }

  /** Makes room for a file that comes in pieces. */
  Import open(Actor actor, String fileName, long bytes) {
    if (bytes <= 0) {
      throw MceException.invalid("bytes", "The file is empty. Send a file with a row of headers.");
    }
    requireSize(bytes);
    Import opened =
        created(actor, ImportRequest.of(fileName), bytes, ImportStatus.UPLOADING, Optional.empty());
    insert(actor.organizationId(), opened, Map.of());
    return store.find(actor.organizationId(), opened.id()).orElseThrow();
  }

  /** Takes a piece; one that is here already changes nothing. */
  Import append(Actor actor, ImportId importId, long offset, byte[] piece) {
    database.requireNoTransaction();
    OrganizationId organizationId = actor.organizationId();
    Order order = existing(organizationId, importId);
    if (order.stored().status() != ImportStatus.UPLOADING) {
      if (isHere(order.stored(), offset, piece)) {
        return order.stored();
      }
      throw MceException.wrongState("The file of this import is complete.");
    }
    requirePiece(order.stored(), offset, piece);
    try {
      if (offset == 0) {
        requireText(piece);
      }
      Import stored = store(organizationId, importId, offset, piece);
      return stored.upload().isComplete() ? completed(actor, stored) : stored;
    } catch (MceException e) {
      if (e.code() == ErrorCode.INVALID) {
        remove(organizationId, importId);
      }
      throw e;
    }
  }

  private Import store(
      OrganizationId organizationId, ImportId importId, long offset, byte[] piece) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          Order order = existing(organizationId, importId);
          int pieces = Math.ceilDiv(piece.length, CHUNK_BYTES);
          if (!store.received(organizationId, importId, offset, piece.length, pieces)) {
            if (isHere(order.stored(), offset, piece)) {
              return order.stored();
            }
            throw new MceException(
                ErrorCode.CONFLICT,
                "The next byte to send is %d.".formatted(order.stored().upload().received()),
                Map.of("offset", String.valueOf(order.stored().upload().received())));
          }
          for (int i = 0; i < pieces; i++) {
            int to = Math.min(piece.length, (i + 1) * CHUNK_BYTES);
            files.insertChunk(
                organizationId,
                importId,
                order.pieces() + i,
                Arrays.copyOfRange(piece, i * CHUNK_BYTES, to));
          }
          return store.find(organizationId, importId).orElseThrow();
        });
  }

  /** Looks through the whole file, and outside of a transaction, which others would wait for. */
  private Import completed(Actor actor, Import stored) {
    OrganizationId organizationId = actor.organizationId();
    try {
      CsvFile file = CsvFile.of(() -> new StoredFile(files, organizationId, stored.id()));
      return database.inOrganization(
          organizationId,
          transaction -> {
            if (store.describe(organizationId, stored.id(), file.form(), ImportStatus.DRAFT)) {
              events.append(
                  actor,
                  new ImportStatusChanged(stored.id(), ImportStatus.UPLOADING, ImportStatus.DRAFT));
            }
            return store.find(organizationId, stored.id()).orElseThrow();
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says at once what a file is that is no CSV, not after all of it was sent. */
  private static void requireText(byte[] piece) {
    try {
      CsvFile.requireReadable(() -> new ByteArrayInputStream(piece));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requirePiece(Import stored, long offset, byte[] piece) {
    if (piece.length == 0 || piece.length > MAX_PIECE) {
      throw new MceException(
          ErrorCode.WRONG_STATE, "A piece has 1 to %d bytes.".formatted(MAX_PIECE));
    }
    if (offset < 0) {
      throw MceException.invalid("offset", "A piece begins at 0 or later.");
    }
    if (offset + piece.length > stored.upload().bytes()) {
      throw new MceException(
          ErrorCode.WRONG_STATE,
          "The file was announced with %d bytes; these are others."
              .formatted(stored.upload().bytes()));
    }
  }

  private static boolean isHere(Import stored, long offset, byte[] piece) {
    return offset >= 0 && offset + piece.length <= stored.upload().received();
  }

  private Import created(
      Actor actor,
      ImportRequest request,
      long bytes,
      ImportStatus status,
      Optional<String> failure) {
    String name = TypedText.clean(request.fileName());
    Instant now = clock.instant();
    return new Import(
        new ImportId(ids.next()),
        name.substring(0, Math.min(name.length(), MAX_FILE_NAME)),
        request.terms().source().orElse(DEFAULT_SOURCE),
        status,
        request.terms().mode(),
        request.terms().scope(),
        request.terms().automations(),
        new ImportUpload(bytes, 0),
        new ImportCheck(0, false, ImportCounts.NONE),
        0,
        ImportCounts.NONE,
        Duration.ZERO,
        failure,
        Optional.empty(),
        ImportedBy.of(actor),
        now,
        Optional.empty());
  }

  private void insert(OrganizationId organizationId, Import created, Map<String, String> mapping) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          store.insert(organizationId, created, mapping);
          // If nobody goes on with it, the worker removes what there is of it.
          dueWork.schedule(
              organizationId,
              ImportWorker.NAME,
              created.id().toString(),
              clock.instant().plus(KEPT));
        });
  }

  private void storeContent(OrganizationId organizationId, ImportId importId, InputStream content)
      throws IOException {
    long bytes = 0;
    byte[] chunk = content.readNBytes(CHUNK_BYTES);
    for (int number = 0; chunk.length > 0; number++) {
      bytes += chunk.length;
      requireSize(bytes);
      files.insertChunk(organizationId, importId, number, chunk);
      chunk = content.readNBytes(CHUNK_BYTES);
    }
  }

  private static void requireSize(long bytes) {
    if (bytes > MAX_BYTES) {
      throw MceException.invalid(
          "file",
          "The file is larger than %d MB. Split it and send the parts one by one."
              .formatted(MAX_BYTES >> 20));
    }
  }

  private void discard(OrganizationId organizationId, ImportId importId, Throwable because) {
    try {
      files.deleteChunks(organizationId, importId);
    } catch (RuntimeException e) {
      because.addSuppressed(e); // The worker removes them later.
    }
  }

  private void remove(OrganizationId organizationId, ImportId importId) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          files.deleteChunks(organizationId, importId);
          store.remove(organizationId, importId);
        });
  }

  private Order existing(OrganizationId organizationId, ImportId importId) {
    return store
        .findOrder(organizationId, importId)
        .orElseThrow(() -> MceException.notFound("import"));
  }
}
