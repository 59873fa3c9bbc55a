package io.mce.privacy;

import io.mce.job.DueWork;
import io.mce.job.Worker;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * After erasures gets rid of what is left of them in the files of the database: once for all of a
 * minute, because it costs as much for one as for many.
 */
final class ForgottenFiles implements Worker {

  static final String KIND = "forgotten-files";

  /** One key: the files are the same whoever was erased. */
  static final String KEY = "all";

  /** How long after an erasure. */
  static final Duration DELAY = Duration.ofMinutes(1);

  private static final Duration LEASE = Duration.ofMinutes(30);

  private final Database database;
  private final DueWork dueWork;
  private final Clock clock;

  @Inject
  ForgottenFiles(Database database, DueWork dueWork, Clock clock) {
    this.database = database;
    this.dueWork = dueWork;
    this.clock = clock;
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public boolean runOnce() {
    Optional<DueWork.Lease> lease = dueWork.claim(KIND, LEASE);
    lease.ifPresent(this::work);
    return lease.isPresent();
  }

  private void work(DueWork.Lease lease) {
    boolean done = database.forgetRemoved();
    dueWork.complete(lease, done ? Optional.empty() : Optional.of(clock.instant().plus(DELAY)));
  }

  @Override
  public Optional<String> kind() {
    return Optional.of(KIND);
  }

  @Override
  public Optional<Instant> nextDue() {
    return dueWork.nextDue(KIND);
  }
}
