package io.mce.job;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers, run on threads of their own after {@link #start}. A worker is called when it is
 * woken and when one look for all of them finds something due. Whatever it throws is logged and it
 * goes on. Thread-safe.
 */
public final class Workers implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Workers.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofSeconds(30);

  /** After so many pauses in which nothing seemed due, a worker is called all the same. */
  private static final int MOST_SKIPPED = 20;

  private final Clock clock;
  private final Glance<Map<String, Instant>> due;
  private final List<Loop> loops = new ArrayList<>();
  private volatile boolean running;
  private volatile boolean stopping;

  @Inject
  Workers(Clock clock, DueTimes times) {
    this(clock, times::ofAll);
  }

  /** With what says when something of each kind of due work is due. */
  Workers(Clock clock, Supplier<Map<String, Instant>> due) {
    this.clock = clock;
    this.due = new Glance<>(due);
  }

  /** Adds a worker; after {@link #start} it begins at once. */
  public synchronized void add(Worker worker) {
    Loop loop = new Loop(worker);
    loops.add(loop);
    if (running) {
      loop.start();
    }
  }

  /** Starts the threads: platform threads, because their work blocks on JDBC. */
  public synchronized void start() {
    running = true;
    loops.forEach(Loop::start);
  }

  /** Wakes the workers of this name, because something became due. */
  public void wake(String name) {
    for (Loop loop : snapshot()) {
      if (loop.worker.name().equals(name)) {
        loop.wake();
      }
    }
  }

  /** Returns the workers in the order in which they were added. */
  List<Worker> all() {
    return snapshot().stream().map(loop -> loop.worker).toList();
  }

  /** Tells whether work has threads of its own, and is not run on the calling thread. */
  public boolean isStarted() {
    return running;
  }

  /** Tells whether work that goes on and on has to come to an end, because the engine closes. */
  public boolean isStopping() {
    return stopping;
  }

  /** Stops claiming, lets running work end, waits for it a bounded time. */
  @Override
  public void close() {
    stopping = true;
    synchronized (this) {
      running = false;
    }
    List<Loop> stopping = snapshot();
    stopping.forEach(Loop::wake);
    long deadline = System.nanoTime() + GRACE.toNanos();
    stopping.forEach(loop -> loop.join(deadline));
  }

  private synchronized List<Loop> snapshot() {
    return List.copyOf(loops);
  }

  private final class Loop {

    private final Worker worker;
    private final Semaphore signals = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();

    Loop(Worker worker) {
      this.worker = worker;
    }

    void start() {
      for (int i = 1; i <= worker.threads(); i++) {
        Thread thread = new Thread(this::run, "mce-" + worker.name() + "-" + i);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
      }
    }

    void wake() {
      if (signals.availablePermits() < worker.threads()) {
        signals.release(worker.threads());
      }
    }

    void join(long deadline) {
      for (Thread thread : threads) {
        try {
          long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
          thread.join(Math.max(1, millis));
          if (thread.isAlive()) {
            log.warn("worker {} did not stop in {}", thread.getName(), GRACE);
            thread.interrupt();
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }

    private void run() {
      boolean called = true;
      int skipped = 0;
      OptionalLong spent = OptionalLong.empty();
      while (running) {
        try {
          Duration idle = called || skipped == MOST_SKIPPED ? Duration.ZERO : idle(spent);
          if (!idle.isZero()) {
            called = await(idle);
            skipped++;
            continue;
          }
          skipped = 0;
          OptionalLong before = worker.revision();
          boolean any = worker.runOnce();
          calmDown();
          spent = any ? OptionalLong.empty() : before;
          if (!any || worker.gathers()) {
            Duration pause = pause(worker.nextLook());
            called = await(pause) || pause.compareTo(POLL) < 0;
          } else {
            called = true;
          }
        } catch (RuntimeException | Error e) {
          if (running) {
            log.error("worker {} failed and goes on", worker.name(), e);
            worker.forget();
            calmDown();
            await(AFTER_FAILURE);
            called = true;
          }
        }
      }
    }

    /** How long there is nothing to call the worker for; zero when there may be something. */
    private Duration idle(OptionalLong spent) {
      Optional<String> kind = worker.kind();
      if (kind.isPresent()) {
        Optional<Instant> next = Optional.ofNullable(due.get().get(kind.get()));
        boolean isDue = next.filter(at -> !at.isAfter(clock.instant())).isPresent();
        return isDue ? Duration.ZERO : pause(next);
      }
      return spent.isPresent() && spent.equals(worker.revision()) ? POLL : Duration.ZERO;
    }

    private Duration pause(Optional<Instant> next) {
      if (next.isEmpty()) {
        return POLL;
      }
      Duration until = Duration.between(clock.instant(), next.get());
      if (until.compareTo(POLL) >= 0) {
        return POLL;
      }
      return until.isNegative() ? Duration.ofMillis(1) : until.plusMillis(1);
    }

    /** What a worker calls may leave its thread interrupted, which would fail what comes next. */
    private void calmDown() {
      if (Thread.interrupted()) {
        log.warn("worker {} was interrupted by something it called and goes on", worker.name());
      }
    }

    /** Pauses; returns whether something woke the worker before it was over. */
    private boolean await(Duration pause) {
      try {
        if (signals.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
          signals.drainPermits();
          return true;
        }
      } catch (InterruptedException e) {
        // Only closing ends a worker, and that clears the flag we look at.
        log.warn("worker {} was interrupted while it waited and goes on", worker.name());
      }
      return false;
    }
  }
}
