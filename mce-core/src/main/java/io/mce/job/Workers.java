package io.mce.job;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers, run on threads of their own after {@link #start}. Whatever a worker throws is logged
 * and the worker goes on. Thread-safe.
 */
public final class Workers implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Workers.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final Clock clock;
  private final List<Loop> loops = new ArrayList<>();
  private volatile boolean running;
  private volatile boolean stopping;

  @Inject
  Workers(Clock clock) {
    this.clock = clock;
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
      while (running) {
        try {
          boolean any = worker.runOnce();
          calmDown();
          if (!any || worker.gathers()) {
            await(pause());
          }
        } catch (RuntimeException | Error e) {
          if (running) {
            log.error("worker {} failed and goes on", worker.name(), e);
            calmDown();
            await(AFTER_FAILURE);
          }
        }
      }
    }

    private Duration pause() {
      Optional<Instant> due = worker.nextLook();
      if (due.isEmpty()) {
        return POLL;
      }
      Duration until = Duration.between(clock.instant(), due.get());
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

    private void await(Duration pause) {
      try {
        if (signals.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
          signals.drainPermits();
        }
      } catch (InterruptedException e) {
        // Only closing ends a worker, and that clears the flag we look at.
        log.warn("worker {} was interrupted while it waited and goes on", worker.name());
      }
    }
  }
}
