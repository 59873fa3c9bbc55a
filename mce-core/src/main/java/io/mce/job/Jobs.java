package io.mce.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recurring background work on db-scheduler, once per cluster. A job that fails or whose node dies
 * runs again, so jobs must be repeatable. Register before {@link #start}; the rest is thread-safe.
 */
public final class Jobs implements AutoCloseable {

  private static final String TABLE = "mce_job";
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int THREADS = 2;

  private final Database database;
  private final Clock clock;
  private final List<RecurringTask<Void>> recurring = new ArrayList<>();
  private @Nullable Scheduler scheduler;
  private @Nullable ManualScheduler manual;

  @Inject
  Jobs(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Registers work that runs again each time this long after it ended. */
  public void recurring(String name, Duration interval, Runnable work) {
    recurring.add(
        Tasks.recurring(name, FixedDelay.of(interval)).execute((instance, context) -> work.run()));
  }

  /** Starts the threads. */
  public void start() {
    Scheduler started =
        Scheduler.create(database.dataSource())
            .startTasks(recurring)
            .tableName(TABLE)
            .threads(THREADS)
            .pollingInterval(POLL)
            .shutdownMaxWait(GRACE)
            .build();
    started.start();
    scheduler = started;
  }

  /** Prepares to run on the calling thread, by the engine's clock, with {@link #runDue}. */
  public void startManual() {
    ManualScheduler started =
        TestHelper.createManualScheduler(database.dataSource())
            .clock(new EngineClock())
            .startTasks(recurring)
            .tableName(TABLE)
            .build();
    started.start();
    manual = started;
  }

  /** Runs what is due on the calling thread. Only after {@link #startManual}. */
  public void runDue() {
    if (manual != null) {
      manual.runAnyDueExecutions();
    }
  }

  /** Returns when the next job is due. Only after {@link #startManual}. */
  public Optional<Instant> nextDue() {
    if (manual == null) {
      return Optional.empty();
    }
    return manual.getScheduledExecutions().stream()
        .map(execution -> execution.getExecutionTime())
        .min(Instant::compareTo);
  }

  @Override
  public void close() {
    if (scheduler != null) {
      scheduler.stop();
    }
    if (manual != null) {
      manual.stop();
    }
  }

  private final class EngineClock extends SettableClock {
    @Override
    public Instant now() {
      return clock.instant();
    }
  }
}
