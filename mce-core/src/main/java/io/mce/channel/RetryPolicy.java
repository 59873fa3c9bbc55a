package io.mce.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How often and how long the outbox tries. */
final class RetryPolicy {

  /** Pauses after the first, second, ... failure in a row; the last one repeats. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(4),
          Duration.ofSeconds(15),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5));

  /** How often a message fails for a reason of its own before it is given up. */
  static final int MAX_FAILURES = 5;

  /** How long a message waits for an account that is in trouble; later it would be out of place. */
  static final Duration PATIENCE = Duration.ofHours(24);

  /** How long to wait where a carrier says that it was too much but not for how long. */
  static final Duration RATE_LIMIT_PAUSE = Duration.ofSeconds(30);

  /** How many answers in a row may be lost before the account gets a pause. */
  static final int LOST_ANSWERS = 3;

  /** How long automated messages of a conversation wait for one of unknown outcome. */
  static final Duration UNKNOWN_BLOCKS = Duration.ofMinutes(10);

  private RetryPolicy() {}

  /** How long to wait after this many failures in a row, one or more. */
  static Duration pause(int failures) {
    return PAUSES.get(Math.clamp(failures, 1, PAUSES.size()) - 1);
  }

  static boolean isOutOfPatience(StoredDispatch dispatch, Instant now) {
    return !now.isBefore(dispatch.dueAt().plus(PATIENCE));
  }
}
