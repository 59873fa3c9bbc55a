package io.mce.ingestion;

import io.mce.ingestion.ImportStore.Order;
import io.mce.job.DueWork;
import io.mce.job.DueWork.Lease;
import io.mce.job.Worker;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.Permission;
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
 * Takes the rows of imports, a slice of one import at a time, so that a small file does not wait
 * for a large one. A file stays open between slices; after a crash another worker opens it anew,
 * once the lease has ended, and goes on after the last row counted.
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
  private final ImportBatch batch;
  private final Clock clock;
  private final Map<ImportId, ImportSession> open = new HashMap<>();
  private final Map<ImportId, Integer> failures = new HashMap<>();

  @Inject
  ImportWorker(DueWork dueWork, ImportStore store, ImportBatch batch, Clock clock) {
    this.dueWork = dueWork;
    this.store = store;
    this.batch = batch;
    this.clock = clock;
  }

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

  /** Takes a slice; returns when the import is due again. */
  private Optional<Instant> work(Lease lease) {
    ImportId importId = ImportId.of(lease.key());
    Order order = store.findOrder(lease.organizationId(), importId).orElse(null);
    if (order == null || order.stored().finishedAt().isPresent()) {
      close(importId);
      return Optional.empty();
    }
    if (order.stored().status() == ImportStatus.FAILED) {
      store.deleteChunks(lease.organizationId(), importId); // Never queued: the upload broke off.
      return Optional.empty();
    }
    Actor actor = actor(lease, order);
    try {
      boolean done = takeSlice(lease, actor, order);
      failures.remove(importId);
      return done ? Optional.empty() : Optional.of(clock.instant());
    } catch (RuntimeException e) {
      close(importId);
      if (e instanceof MceException refused && refused.code() == ErrorCode.INVALID) {
        batch.fail(actor, importId, String.valueOf(e.getMessage()), clock.instant());
        return Optional.empty();
      }
      return afterFailure(actor, importId, e);
    }
  }

  private boolean takeSlice(Lease lease, Actor actor, Order order) {
    Import current = order.stored();
    ImportSession session = session(lease, order);
    if (current.status() != ImportStatus.RUNNING) {
      store.begin(lease.organizationId(), current.id(), session.countRows());
      current = store.find(lease.organizationId(), current.id()).orElseThrow();
    }
    for (int i = 0; i < BATCHES_PER_SLICE; i++) {
      List<CsvRow> rows = session.read(Intake.BATCH);
      if (!rows.isEmpty()) {
        current = batch.take(actor, current, session.mapping(), rows);
      }
      if (rows.size() < Intake.BATCH) {
        batch.complete(actor, current, clock.instant());
        close(current.id());
        return true;
      }
      if (!dueWork.renew(lease, LEASE)) {
        close(current.id());
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
    ImportSession opened = ImportSession.open(store, lease.organizationId(), order);
    open.put(importId, opened);
    return opened;
  }

  private void close(ImportId importId) {
    @Nullable ImportSession session = open.remove(importId);
    if (session != null) {
      session.close();
    }
  }

  private Optional<Instant> afterFailure(Actor actor, ImportId importId, RuntimeException e) {
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
    batch.fail(
        actor,
        importId,
        "The engine could not store the rows after those counted. The log says why.",
        clock.instant());
    return Optional.empty();
  }

  /** Whoever started it, with just what an import needs. */
  private static Actor actor(Lease lease, Order order) {
    String createdBy = order.createdBy();
    int split = createdBy.indexOf(':');
    return Actor.of(
            lease.organizationId(),
            Actor.Kind.valueOf(createdBy.substring(0, split)),
            createdBy.substring(split + 1),
            EnumSet.of(Permission.LEAD_READ, Permission.LEAD_WRITE))
        .because("import:" + order.stored().id());
  }
}
