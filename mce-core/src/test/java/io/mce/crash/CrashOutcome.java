package io.mce.crash;

import java.time.Duration;

/**
 * How a cell went.
 *
 * @param kills how many engines were killed
 * @param inFlight how many messages were SENDING at those moments
 * @param verdict what came of it
 * @param duration how long it took
 */
record CrashOutcome(
    CrashCell cell, int kills, int inFlight, CrashVerdict verdict, Duration duration) {

  @Override
  public String toString() {
    return "%s: %d kills hit %d messages, %d accepted, %d unknown, %d cancelled, %d duplicates, %.1f s"
        .formatted(
            cell,
            kills,
            inFlight,
            verdict.accepted(),
            verdict.unknown(),
            verdict.cancelled(),
            verdict.duplicates().size(),
            duration.toMillis() / 1000.0);
  }
}
