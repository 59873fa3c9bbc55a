package io.mce.channel;

import java.time.Instant;
import java.util.Optional;

/**
 * How a lane does.
 *
 * @param failures how many turns in a row failed for a reason of the account's
 * @param pausedUntil until when nothing is sent
 * @param reason why not: {@link #TROUBLE}, or the kind of error by which the carrier asked for it
 */
record LaneState(int failures, Optional<Instant> pausedUntil, Optional<String> reason) {

  /** The account is in trouble; ends at once when it is well again. */
  static final String TROUBLE = "TROUBLE";

  boolean isPaused(Instant now) {
    return pausedUntil.filter(until -> until.isAfter(now)).isPresent();
  }

  /** Whether one message at a time tries out if the account is well again. */
  boolean isProbing() {
    return failures > 0;
  }
}
