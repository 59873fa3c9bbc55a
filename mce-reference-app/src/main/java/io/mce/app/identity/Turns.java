package io.mce.app.identity;

import io.mce.app.http.ProblemException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets only so much costly work run at once. A few more callers wait for their turn, first come
 * first served and not for long; everyone else is told at once to come back, so that waiting never
 * takes all threads of the server. Thread-safe.
 */
final class Turns {

  private static final Duration COME_BACK = Duration.ofSeconds(1);

  private final Semaphore places;
  private final Semaphore turns;
  private final Duration patience;

  /**
   * Creates the turns.
   *
   * @param atOnce how many work
   * @param waiting how many more may wait
   * @param patience how long each of them waits
   */
  Turns(int atOnce, int waiting, Duration patience) {
    this.places = new Semaphore(atOnce + waiting);
    this.turns = new Semaphore(atOnce, true);
    this.patience = patience;
  }

  /**
   * Does the work when it is its turn.
   *
   * @throws ProblemException BUSY when its turn does not come in time
   */
  <T> T take(Supplier<T> work) {
    if (!places.tryAcquire()) {
      throw busy();
    }
    try {
      return inTurn(work);
    } finally {
      places.release();
    }
  }

  private <T> T inTurn(Supplier<T> work) {
    try {
      if (!turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    }
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }

  private static ProblemException busy() {
    return ProblemException.busy(
        "Too many people are logging in at this moment; try again in a few seconds.", COME_BACK);
  }
}
