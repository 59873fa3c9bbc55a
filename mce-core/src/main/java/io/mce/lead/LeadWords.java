package io.mce.lead;

import io.mce.job.DueWork;
import io.mce.job.DueWork.Lease;
import io.mce.job.Worker;
import io.mce.job.Workers;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Makes leads that were stored before there was an index of their words known to it; the migration
 * that made the index ordered it. What was done stays done when a process dies.
 */
final class LeadWords implements Worker {

  private static final String KIND = "lead-words";
  private static final int BATCH = 500;
  private static final Duration LEASE = Duration.ofMinutes(1);

  /** Work comes with a migration, and then never again. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  private final LeadWordStore store;
  private final DueWork dueWork;
  private final Workers workers;
  private final Clock clock;
  private volatile Instant nextLook = Instant.EPOCH;

  @Inject
  LeadWords(LeadWordStore store, DueWork dueWork, Workers workers, Clock clock) {
    this.store = store;
    this.dueWork = dueWork;
    this.workers = workers;
    this.clock = clock;
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public Optional<String> kind() {
    return Optional.of(KIND);
  }

  @Override
  public Optional<Instant> nextDue() {
    return dueWork.nextDue(KIND);
  }

  @Override
  public Optional<Instant> nextLook() {
    return Optional.of(nextLook);
  }

  @Override
  public boolean runOnce() {
    Instant now = clock.instant();
    if (now.isBefore(nextLook)) {
      return false;
    }
    Optional<Lease> lease = dueWork.claim(KIND, LEASE);
    nextLook = lease.isPresent() ? now : now.plus(LOOK);
    lease.ifPresent(held ->
        dueWork.complete(held, finish(held) ? Optional.empty() : Optional.of(clock.instant())));
    return lease.isPresent();
  }

  /** Works until nothing is left; false when it had to stop before. */
  private boolean finish(Lease lease) {
    Optional<LeadId> last = Optional.empty();
    while (!workers.isStopping()) {
      List<LeadId> leads = store.ids(lease.organizationId(), last, BATCH);
      if (leads.isEmpty()) {
        return true;
      }
      store.complete(lease.organizationId(), leads);
      last = Optional.of(leads.getLast());
      if (!dueWork.renew(lease, LEASE)) {
        return false;
      }
    }
    return false;
  }
}
