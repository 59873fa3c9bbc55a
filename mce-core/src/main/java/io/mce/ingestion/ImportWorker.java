package io.mce.ingestion;

import io.mce.field.CustomFields;
import io.mce.ingestion.ImportBatch.HaltedException;
import io.mce.ingestion.ImportStore.Order;
import io.mce.job.DueWork;
import io.mce.job.DueWork.Lease;
import io.mce.job.Worker;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.lead.Foresight;
import io.mce.lead.Leads;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on imports, a slice of one at a time, so that a small file does not wait for a large one:
 * looks at the rows of drafts, takes rows, takes them back. A file stays open between slices; after
 * a crash another worker opens it anew, once the lease has ended, and goes on after the last row
 * counted.
 */
final class ImportWorker implements Worker {

  static final String NAME = "import";

  private static final Logger log = LoggerFactory.getLogger(ImportWorker.class);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int BATCHES_PER_SLICE = 10;
  private static final int ATTEMPTS = 5;

  private final DueWork dueWork;
  private final ImportStore store;
  private final ImportFileStore files;
  private final ImportErrorStore errors;
  private final Imports imports;
  private final ImportBatch batch;
  private final ImportUndoing undoing;
  private final Leads leads;
  private final CustomFields fields;
  private final Clock clock;
  private final Map<ImportId, ImportSession> open = new HashMap<>();
  private final Map<ImportId, Looking> looking = new HashMap<>();
  private final Map<ImportId, Integer> failures = new HashMap<>();

  @Inject
  ImportWorker(
      DueWork dueWork,
      ImportStore store,
      ImportFileStore files,
      ImportErrorStore errors,
      Imports imports,
      ImportBatch batch,
      ImportUndoing undoing,
      Leads leads,
      CustomFields fields,
      Clock clock) {
    this.dueWork = dueWork;
    this.store = store;
    this.files = files;
    this.errors = errors;
    this.imports = imports;
    this.batch = batch;
    this.undoing = undoing;
    this.leads = leads;
    this.fields = fields;
    this.clock = clock;
  }

  /** A file whose rows are being looked at: what was seen of it is only in memory. */
  private record Looking(int number, ImportSession session, Foresight foresight) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<String> kind() {
    return Optional.of(NAME);
  }

  @Override
  public Optional<Instant> nextDue() {
    return dueWork.nextDue(NAME);
  }

  @Override
  public boolean runOnce() {
    Optional<Lease> lease = dueWork.claim(NAME, LEASE);
    if (lease.isEmpty()) {
      return false;
    }
    dueWork.complete(lease.get(), work(lease.get()));
    return true;
  }

  /** Does a slice; returns when the import is due again. */
  private Optional<Instant> work(Lease lease) {
    ImportId importId = ImportId.of(lease.key());
    Order order = store.findOrder(lease.organizationId(), importId).orElse(null);
    if (order == null) {
      close(importId);
      return Optional.empty();
    }
    try {
      Optional<Instant> next = work(lease, order);
      failures.remove(importId);
      return next;
    } catch (HaltedException e) {
      close(importId); // Paused, cancelled, or started anew: the next slice sees which.
      return Optional.of(clock.instant());
    } catch (RuntimeException e) {
      close(importId);
      if (e instanceof MceException refused && refused.code() == ErrorCode.INVALID) {
        return fail(lease, importId, String.valueOf(e.getMessage()));
      }
      return afterFailure(lease, importId, e);
    }
  }

  private Optional<Instant> work(Lease lease, Order order) {
    Import stored = order.stored();
    return switch (stored.status()) {
      case UPLOADING -> forgetOr(lease, stored, Optional.empty());
      case DRAFT ->
          stored.check().number() > 0 && !stored.check().finished() && isUsable(order)
              ? forgetOr(lease, stored, Optional.of(order))
              : forgetOr(lease, stored, Optional.empty());
      case QUEUED -> begin(lease, order);
      case CHECKING -> {
        look(lease, order);
        yield Optional.of(clock.instant());
      }
      case RUNNING -> takeSlice(lease, order) ? Optional.empty() : Optional.of(clock.instant());
      case UNDOING -> undoSlice(lease, stored) ? Optional.empty() : Optional.of(clock.instant());
      case FAILED -> {
        files.deleteChunks(lease.organizationId(), stored.id()); // The upload may have broken off.
        yield ended(stored.id());
      }
      case PAUSED, COMPLETED, CANCELLED, UNDONE -> ended(stored.id());
    };
  }

  private Optional<Instant> ended(ImportId importId) {
    close(importId);
    return Optional.empty();
  }

  /** A mapping without a phone number or the like is still being chosen. */
  private static boolean isUsable(Order order) {
    return FieldMapping.of(order.headers(), order.mapping()).problem().isEmpty();
  }

  /** Forgets what nobody goes on with, or looks at more of its rows. */
  private Optional<Instant> forgetOr(Lease lease, Import stored, Optional<Order> toLookAt) {
    Instant end = stored.createdAt().plus(ImportUploads.KEPT);
    if (!end.isAfter(clock.instant())) {
      imports.forget(lease.organizationId(), stored.id());
      return ended(stored.id());
    }
    return toLookAt.isPresent() && !look(lease, toLookAt.get())
        ? Optional.of(clock.instant())
        : Optional.of(end);
  }

  /** Looks at the next rows; returns whether they were the last. */
  private boolean look(Lease lease, Order order) {
    Import stored = order.stored();
    Actor actor = actor(lease, stored.startedBy(), stored.id());
    Looking now = looking(lease, order, actor);
    ImportCheck check = current(lease, stored.id()).check();
    boolean last = check.finished();
    for (int i = 0; i < BATCHES_PER_SLICE && !last; i++) {
      List<CsvRow> rows = now.session().read(Intake.BATCH);
      last = rows.size() < Intake.BATCH;
      FieldMapping mapping = now.session().mapping();
      check = batch.look(actor, stored, check, mapping, rows, last, now.foresight());
      if (!dueWork.renew(lease, LEASE)) {
        close(stored.id());
        return false;
      }
    }
    if (last) {
      close(stored.id());
      store.changeStatus(
          lease.organizationId(), stored.id(), ImportStatus.CHECKING, ImportStatus.QUEUED);
    }
    return last;
  }

  private Looking looking(Lease lease, Order order, Actor actor) {
    Import stored = order.stored();
    Looking known = looking.get(stored.id());
    if (known != null
        && known.number() == stored.check().number()
        && known.session().position() == stored.check().counts().processed()) {
      return known;
    }
    close(stored.id());
    if (stored.check().number() == 0 || stored.check().counts().processed() > 0) {
      // What was seen is lost, and so is what later rows would repeat.
      errors.deleteAll(lease.organizationId(), stored.id());
      store.check(lease.organizationId(), stored.id(), order.mapping(), stored.scope());
    }
    int number = current(lease, stored.id()).check().number();
    Looking opened = new Looking(number, open(lease, order, 0), leads.foresight(actor));
    looking.put(stored.id(), opened);
    return opened;
  }

  /** Starts taking rows, or looking at all of them where one could spoil it. */
  private Optional<Instant> begin(Lease lease, Order order) {
    Import stored = order.stored();
    OrganizationId organizationId = lease.organizationId();
    ImportCheck check = stored.check();
    if (stored.mode() == ImportMode.ALL_OR_NOTHING && stored.processed() == 0) {
      if (!check.finished()) {
        store.changeStatus(organizationId, stored.id(), ImportStatus.QUEUED, ImportStatus.CHECKING);
        return Optional.of(clock.instant());
      }
      if (check.counts().rejected() > 0) {
        long rows = check.counts().processed();
        return fail(lease, stored.id(), ImportBatch.notAll(check.counts().rejected(), rows));
      }
    }
    if (stored.processed() == 0) {
      errors.deleteAll(organizationId, stored.id()); // They are found again, row by row.
    }
    long rows = check.finished() ? check.counts().processed() : session(lease, order).countRows();
    store.begin(organizationId, stored.id(), rows);
    return Optional.of(clock.instant());
  }

  /** Takes rows; returns whether they were the last. */
  private boolean takeSlice(Lease lease, Order order) {
    Import now = order.stored();
    Actor actor = actor(lease, now.startedBy(), now.id());
    ImportSession session = session(lease, order);
    Instant renewedAt = clock.instant();
    for (int i = 0; i < BATCHES_PER_SLICE; i++) {
      ImportSession.Checked taken =
          session.take(
              Intake.BATCH, rows -> batch.check(actor, order.stored(), session.mapping(), rows));
      if (!taken.rows().isEmpty()) {
        now = batch.take(actor, now, session.mapping(), taken);
      }
      if (taken.rows().size() < Intake.BATCH) {
        batch.complete(actor, now, clock.instant());
        close(now.id());
        return true;
      }
      // Not after each batch: who renews waits for all who write.
      if (clock.instant().isAfter(renewedAt.plus(LEASE.dividedBy(4)))) {
        if (!dueWork.renew(lease, LEASE)) {
          close(now.id());
          return false;
        }
        renewedAt = clock.instant();
      }
    }
    return false;
  }

  /** Takes back some of what an import did; returns whether it was the last. */
  private boolean undoSlice(Lease lease, Import stored) {
    close(stored.id());
    ImportedBy by = stored.undo().map(ImportUndo::by).orElse(stored.startedBy());
    Actor actor = actor(lease, by, stored.id());
    for (int i = 0; i < BATCHES_PER_SLICE; i++) {
      if (!undoing.step(actor, stored.id())) {
        return true;
      }
      if (!dueWork.renew(lease, LEASE)) {
        return false;
      }
    }
    return false;
  }

  private ImportSession session(Lease lease, Order order) {
    ImportId importId = order.stored().id();
    ImportSession known = open.get(importId);
    if (known != null && known.position() == order.stored().processed()) {
      return known;
    }
    close(importId);
    ImportSession opened = open(lease, order, order.stored().processed());
    open.put(importId, opened);
    return opened;
  }

  private ImportSession open(Lease lease, Order order, long rows) {
    OrganizationId organizationId = lease.organizationId();
    return ImportSession.open(files, organizationId, order, rows, fields.active(organizationId));
  }

  private void close(ImportId importId) {
    @Nullable ImportSession session = open.remove(importId);
    if (session != null) {
      session.close();
    }
    @Nullable Looking seen = looking.remove(importId);
    if (seen != null) {
      seen.session().close();
    }
  }

  private Import current(Lease lease, ImportId importId) {
    return store
        .find(lease.organizationId(), importId)
        .orElseThrow(() -> new HaltedException(importId));
  }

  private Optional<Instant> afterFailure(Lease lease, ImportId importId, RuntimeException e) {
    int attempts = failures.merge(importId, 1, Integer::sum);
    // The message may quote a row; the type and the place do not.
    StackTraceElement[] trace = e.getStackTrace();
    log.warn(
        "import {} broke off at attempt {}: {} at {}",
        importId,
        attempts,
        e.getClass().getName(),
        trace.length == 0 ? "?" : trace[0]);
    if (attempts < ATTEMPTS) {
      return Optional.of(clock.instant().plus(PAUSE.multipliedBy(attempts)));
    }
    failures.remove(importId);
    return fail(
        lease,
        importId,
        "The engine could not store the rows after those counted. The log says why.");
  }

  /** Ends an import that cannot go on; what there is to undo is due at once. */
  private Optional<Instant> fail(Lease lease, ImportId importId, String failure) {
    Optional<Import> stored = store.find(lease.organizationId(), importId);
    stored.ifPresent(each ->
        batch.fail(actor(lease, each.startedBy(), importId), each, failure, clock.instant()));
    return stored.isPresent() ? Optional.of(clock.instant()) : Optional.empty();
  }

  /** Whoever started it, with just what an import needs. */
  private static Actor actor(Lease lease, ImportedBy by, ImportId importId) {
    return Actor.of(
            lease.organizationId(),
            by.kind(),
            by.id(),
            EnumSet.of(Permission.LEAD_READ, Permission.LEAD_WRITE, Permission.LEAD_DELETE))
        .because("import:" + importId);
  }
}
