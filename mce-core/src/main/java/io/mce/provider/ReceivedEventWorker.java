package io.mce.provider;

import io.mce.job.DueWork;
import io.mce.job.Worker;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.spi.ProviderEvent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands received events to their handlers, one account at a time. What a handler does and the mark
 * that the event is done are one transaction; many events share one while all goes well, and each
 * gets its own when one of them fails.
 */
final class ReceivedEventWorker implements Worker {

  private static final Logger log = LoggerFactory.getLogger(ReceivedEventWorker.class);
  private static final int THREADS = 2;
  private static final int BATCH = 100;
  private static final int BATCHES = 20;
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private final Database database;
  private final ReceivedEventStore store;
  private final EventPayload payload;
  private final Set<ProviderEventHandler> handlers;
  private final DueWork dueWork;
  private final Clock clock;

  @Inject
  ReceivedEventWorker(
      Database database,
      ReceivedEventStore store,
      EventPayload payload,
      Set<ProviderEventHandler> handlers,
      DueWork dueWork,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.payload = payload;
    this.handlers = handlers;
    this.dueWork = dueWork;
    this.clock = clock;
  }

  @Override
  public String name() {
    return ReceivedEvents.KIND;
  }

  @Override
  public int threads() {
    return THREADS;
  }

  @Override
  public boolean runOnce() {
    Optional<DueWork.Lease> lease = dueWork.claim(ReceivedEvents.KIND, LEASE);
    lease.ifPresent(this::work);
    return lease.isPresent();
  }

  private void work(DueWork.Lease lease) {
    OrganizationId organizationId = lease.organizationId();
    AccountId accountId = AccountId.of(lease.key());
    Instant renewed = clock.instant();
    for (int i = 0; i < BATCHES; i++) {
      if (!handleDue(organizationId, accountId)) {
        break;
      }
      // Where events come one by one, each would pay for a commit of the lease as well.
      Instant now = clock.instant();
      if (now.isAfter(renewed.plus(LEASE.dividedBy(4)))) {
        if (!dueWork.renew(lease, LEASE)) {
          return;
        }
        renewed = now;
      }
    }
    dueWork.complete(lease, store.nextDue(organizationId, accountId));
  }

  /** Handles one batch; false when nothing was due. */
  boolean handleDue(OrganizationId organizationId, AccountId accountId) {
    List<ReceivedEventStore.Received> due =
        store.due(organizationId, accountId, clock.instant(), BATCH);
    if (due.isEmpty()) {
      return false;
    }
    try {
      handle(organizationId, accountId, due);
    } catch (RuntimeException | Error e) {
      log.debug("a batch of received events failed; they are handled one by one", e);
      due.forEach(event -> handleAlone(organizationId, accountId, event));
    }
    return true;
  }

  private void handle(
      OrganizationId organizationId, AccountId accountId, List<ReceivedEventStore.Received> rows) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          // Marked first: where two workers have the same event, the second waits and then skips.
          int[] marked = store.markDone(organizationId, accountId, rows);
          for (int i = 0; i < marked.length; i++) {
            if (marked[i] == 1) {
              dispatch(
                  organizationId, accountId, payload.open(organizationId, accountId, rows.get(i)));
            }
          }
        });
  }

  private void dispatch(OrganizationId organizationId, AccountId accountId, ProviderEvent event) {
    for (ProviderEventHandler handler : handlers) {
      if (handler.handles(event)) {
        handler.handle(organizationId, accountId, event);
      }
    }
  }

  private void handleAlone(
      OrganizationId organizationId, AccountId accountId, ReceivedEventStore.Received event) {
    try {
      handle(organizationId, accountId, List.of(event));
    } catch (RuntimeException | Error e) {
      int attempts = event.attempts() + 1;
      boolean dead = attempts >= ReceivedEvents.MAX_ATTEMPTS;
      String error = PluginFailures.describe(e);
      log.warn(
          "event {} of account {} failed, attempt {}{}: {}",
          event.id(),
          accountId,
          attempts,
          dead ? ", given up" : "",
          error);
      store.markFailed(
          organizationId, accountId, event, clock.instant().plus(pause(attempts)), dead, error);
    }
  }

  /** How long to wait after this many attempts: four times as long each time. */
  private static Duration pause(int attempts) {
    return FIRST_PAUSE.multipliedBy(1L << (2 * (attempts - 1)));
  }

  @Override
  public Optional<String> kind() {
    return Optional.of(ReceivedEvents.KIND);
  }

  @Override
  public Optional<Instant> nextDue() {
    return dueWork.nextDue(ReceivedEvents.KIND);
  }
}
