package io.mce.ingestion;

import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import java.time.Duration;

/** How long to leave a lead source alone. */
final class LeadPollPauses {

  /** However short a plugin's interval is: quotas are per minute. */
  static final Duration SHORTEST = Duration.ofSeconds(15);

  private static final Duration FIRST = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 7;

  private LeadPollPauses() {}

  /** Whether waiting does not help. */
  static boolean needsPerson(ErrorKind kind) {
    return switch (kind.remedy()) {
      case RETRY, RECONCILE -> false;
      case FAIL_OVER, GIVE_UP -> true;
    };
  }

  /** How long to wait after an error; {@code failures} in a row, this one included. */
  static Duration after(ProviderException e, int failures, Duration interval) {
    if (needsPerson(e.kind())) {
      return LONGEST;
    }
    Duration growing =
        min(FIRST.multipliedBy(1L << Math.clamp(failures - 1L, 0, MOST_DOUBLINGS)), LONGEST);
    Duration asked = e.retryAfter().orElse(Duration.ZERO);
    Duration pause = asked.compareTo(growing) > 0 ? asked : growing;
    return e.kind() == ErrorKind.RATE_LIMITED && interval.compareTo(pause) > 0 ? interval : pause;
  }

  /**
   * Spreads a pause by up to a fifth: sources that were refused together must not come back
   * together.
   *
   * @param random any number
   */
  static Duration spread(Duration pause, int random) {
    return pause.plus(pause.dividedBy(500).multipliedBy(Math.floorMod(random, 100)));
  }

  static Duration between(Duration interval) {
    return interval.compareTo(SHORTEST) < 0 ? SHORTEST : interval;
  }

  private static Duration min(Duration one, Duration two) {
    return one.compareTo(two) < 0 ? one : two;
  }
}
