package io.mce.job;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

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

  /**
   * Returns a number that changes with whatever brings work: while it is what it was before {@link
   * #runOnce} found nothing, calling that again soon is of no use. Empty: it may always be.
   */
  default OptionalLong revision() {
    return OptionalLong.empty();
  }

  /**
   * Forgets what it knows of the database beside it, because something failed: where that was the
   * database, it may have come back older than it was.
   */
  default void forget() {}

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
