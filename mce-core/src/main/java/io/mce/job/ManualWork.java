package io.mce.job;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs and workers on the calling thread instead of their own: for tests with a settable clock
 * and for tools. What fails is thrown to the caller.
 */
public final class ManualWork {

  private final Jobs jobs;
  private final Workers workers;
  private final DueTimes times;
  private final Clock clock;

  @Inject
  ManualWork(Jobs jobs, Workers workers, DueTimes times, Clock clock) {
    this.jobs = jobs;
    this.workers = workers;
    this.times = times;
    this.clock = clock;
  }

  /** Runs all that is due until nothing is. */
  public void runDue() {
    jobs.runDue();
    boolean found = true;
    while (found) {
      found = false;
      Instant now = clock.instant();
      Map<String, Instant> due = times.ofAll();
      for (Worker worker : workers.all()) {
        boolean idle = worker.kind().filter(kind -> !isDue(due.get(kind), now)).isPresent();
        while (!idle && worker.runOnce()) {
          found = true;
        }
      }
    }
  }

  private static boolean isDue(@Nullable Instant due, Instant now) {
    return due != null && !due.isAfter(now);
  }

  /** Returns when something is next due. */
  public Optional<Instant> nextDue() {
    Map<String, Instant> due = times.ofAll();
    Stream<Instant> work =
        workers.all().stream()
            .flatMap(worker ->
                worker
                    .kind()
                    .map(kind -> Optional.ofNullable(due.get(kind)))
                    .orElseGet(worker::nextDue)
                    .stream());
    return Stream.concat(work, jobs.nextDue().stream()).min(Instant::compareTo);
  }
}
