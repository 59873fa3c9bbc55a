package io.mce.channel;

import io.mce.spi.ErrorKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls to a carrier that are under way, each on a virtual thread. Belongs to one worker thread;
 * only the answers come from others.
 *
 * <p>A call that does not return in time is given up: its outcome is unknown, its slot is free. If
 * it returns after all, its answer goes to those who are late.
 */
final class Flights {

  /** Answers that come at almost the same time are recorded together. */
  private static final Duration LINGER = Duration.ofMillis(2);

  private final Duration timeout;
  private final Consumer<Finished> late;
  private final Map<DispatchId, Flight> underWay = new HashMap<>();
  private final LinkedBlockingQueue<Flight> landed = new LinkedBlockingQueue<>();

  /**
   * Creates an empty sky.
   *
   * @param timeout after which a call is given up
   * @param late takes the answers of calls that were given up
   */
  Flights(Duration timeout, Consumer<Finished> late) {
    this.timeout = timeout;
    this.late = late;
  }

  int count() {
    return underWay.size();
  }

  /** Starts a call. An Error that is thrown past the call itself ends the worker, as a crash. */
  void start(StoredDispatch dispatch, Supplier<Outcome> call) {
    Flight flight = new Flight(dispatch, System.nanoTime());
    underWay.put(dispatch.id(), flight);
    flight.thread =
        Thread.ofVirtual()
            .name("mce-send-" + dispatch.id())
            .start(() -> {
              try {
                flight.outcome = call.get();
              } catch (Error e) {
                flight.crash = e;
              }
              land(flight);
            });
  }

  private void land(Flight flight) {
    if (flight.settled.compareAndSet(false, true)) {
      landed.add(flight);
    } else if (flight.outcome != null) {
      late.accept(new Finished(flight.dispatch, flight.outcome));
    }
  }

  /**
   * Returns the calls that ended, waiting for the first of them.
   *
   * @param wait for how long at most; zero does not wait
   */
  List<Finished> finished(Duration wait) throws InterruptedException {
    List<Flight> flights = new ArrayList<>();
    if (!underWay.isEmpty()) {
      Flight first = landed.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
      if (first != null) {
        flights.add(first);
        collect(flights);
      }
    }
    List<Finished> finished = new ArrayList<>();
    for (Flight flight : flights) {
      underWay.remove(flight.dispatch.id());
      finished.add(flight.finished());
    }
    giveUpOverdue(finished);
    return finished;
  }

  private void collect(List<Flight> flights) throws InterruptedException {
    long deadline = System.nanoTime() + LINGER.toNanos();
    landed.drainTo(flights);
    while (flights.size() < underWay.size()) {
      Flight next = landed.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return;
      }
      flights.add(next);
      landed.drainTo(flights);
    }
  }

  private void giveUpOverdue(List<Finished> finished) {
    long now = System.nanoTime();
    for (Iterator<Flight> flights = underWay.values().iterator(); flights.hasNext(); ) {
      Flight flight = flights.next();
      if (now - flight.startedNanos > timeout.toNanos()
          && flight.settled.compareAndSet(false, true)) {
        flights.remove();
        flight.interrupt();
        finished.add(
            new Finished(
                flight.dispatch,
                Outcome.of(
                    ErrorKind.OUTCOME_UNKNOWN,
                    "The plugin did not answer within " + timeout.toSeconds() + " seconds.")));
      }
    }
  }

  /** One call. */
  private static final class Flight {

    private final StoredDispatch dispatch;
    private final long startedNanos;
    private final AtomicBoolean settled = new AtomicBoolean();
    private volatile @Nullable Thread thread;
    private volatile @Nullable Outcome outcome;
    private volatile @Nullable Error crash;

    Flight(StoredDispatch dispatch, long startedNanos) {
      this.dispatch = dispatch;
      this.startedNanos = startedNanos;
    }

    Finished finished() {
      Error thrown = crash;
      if (thrown != null) {
        throw thrown;
      }
      Outcome answer = outcome;
      if (answer == null) {
        throw new IllegalStateException("a call ended without an outcome");
      }
      return new Finished(dispatch, answer);
    }

    void interrupt() {
      Thread running = thread;
      if (running != null) {
        running.interrupt();
      }
    }
  }
}
