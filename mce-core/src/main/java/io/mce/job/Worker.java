package io.mce.job;

import java.time.Instant;
import java.util.Optional;

/**
 * A loop over due work. {@link #runOnce} is called again and again, by as many threads as {@link
 * #threads} says; each call claims one piece of work, does it and returns.
 */
public interface Worker {

  /** Stable name, for threads, logs and wake-ups. */
  String name();

  /** How many threads may run this worker at a time on one node. */
  default int threads() {
    return 1;
  }

  /** Claims and does one piece of due work; returns false when nothing is due. */
  boolean runOnce();

  /**
   * Returns the kind of {@link DueWork} that all its work is at the moment, if it is: such a worker
   * need not be called while nothing of that kind is due.
   */
  default Optional<String> kind() {
    return Optional.empty();
  }

  /** Returns when something will next be due, as far as is known; past instants mean now. */
  Optional<Instant> nextDue();

  /**
   * Returns when to look again after {@link #runOnce} has just found nothing; empty: at the usual
   * pace, or when woken.
   */
  default Optional<Instant> nextLook() {
    return nextDue();
  }

  /**
   * Whether to pause at the usual pace also after {@link #runOnce} did something: for work that
   * costs less when more of it has gathered.
   */
  default boolean gathers() {
    return false;
  }
}
