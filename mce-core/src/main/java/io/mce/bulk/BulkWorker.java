package io.mce.bulk;

import io.mce.bulk.BulkStore.Order;
import io.mce.job.DueWork;
import io.mce.job.DueWork.Lease;
import io.mce.job.Worker;
import io.mce.kernel.Actor;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on changes of many leads, a slice of one at a time, so that a small one does not wait for a
 * large one. After a crash another worker goes on behind the last chunk, once the lease has ended.
 */
final class BulkWorker implements Worker {

  static final String NAME = "bulk-change";

  private static final Logger log = LoggerFactory.getLogger(BulkWorker.class);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int STEPS_PER_SLICE = 10;
  private static final int ATTEMPTS = 5;

  private final DueWork dueWork;
  private final BulkStore store;
  private final BulkCollecting collecting;
  private final BulkChunk chunk;
  private final Clock clock;
  private final Map<BulkChangeId, Integer> failures = new HashMap<>();

  @Inject
  BulkWorker(
      DueWork dueWork, BulkStore store, BulkCollecting collecting, BulkChunk chunk, Clock clock) {
    this.dueWork = dueWork;
    this.store = store;
    this.collecting = collecting;
    this.chunk = chunk;
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

  /** Does a slice; returns when the change is due again. */
  private Optional<Instant> work(Lease lease) {
    BulkChangeId id = BulkChangeId.of(lease.key());
    Order order = store.findOrder(lease.organizationId(), id).orElse(null);
    if (order == null || order.change().status().hasEnded()) {
      failures.remove(id);
      return Optional.empty();
    }
    Actor actor = order.actor(lease.organizationId());
    try {
      if (order.change().status() == BulkStatus.COLLECTING) {
        slice(lease, () -> collecting.step(lease.organizationId(), id));
      } else {
        slice(lease, () -> chunk.step(actor, id));
      }
      failures.remove(id);
      return Optional.of(clock.instant());
    } catch (BulkChunk.HaltedException e) {
      return Optional.of(clock.instant()); // Cancelled, or others do it: the next slice sees which.
    } catch (RuntimeException e) {
      return afterFailure(actor, order.change(), e);
    }
  }

  private void slice(Lease lease, BooleanSupplier step) {
    for (int i = 0; i < STEPS_PER_SLICE; i++) {
      if (!step.getAsBoolean() || !dueWork.renew(lease, LEASE)) {
        return;
      }
    }
  }

  private Optional<Instant> afterFailure(Actor actor, BulkChange change, RuntimeException e) {
    int attempts = failures.merge(change.id(), 1, Integer::sum);
    // The message may quote a lead; the type and the place do not.
    StackTraceElement[] trace = e.getStackTrace();
    log.warn(
        "bulk change {} broke off at attempt {}: {} at {}",
        change.id(),
        attempts,
        e.getClass().getName(),
        trace.length == 0 ? "?" : trace[0]);
    if (attempts < ATTEMPTS) {
      return Optional.of(clock.instant().plus(PAUSE.multipliedBy(attempts)));
    }
    failures.remove(change.id());
    store
        .find(actor.organizationId(), change.id())
        .ifPresent(stored ->
            chunk.end(
                actor,
                stored,
                BulkStatus.FAILED,
                Optional.of(
                    "The engine could not change the leads after those counted. The log says"
                        + " why.")));
    return Optional.empty();
  }
}
