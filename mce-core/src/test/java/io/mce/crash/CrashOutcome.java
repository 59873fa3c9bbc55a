package io.mce.crash;

import java.time.Duration;

/**
 * How a cell went.
 *
 * @param times how often an engine was killed or frozen
 * @param inFlight how many messages were SENDING at those moments
 * @param verdict what came of it
 * @param duration how long it took
 */
record CrashOutcome(
    CrashCell cell, int times, int inFlight, CrashVerdict verdict, Duration duration) {

  @Override
  public String toString() {
    return "%s: %d times, %d messages hit, %d accepted, %d unknown, %d cancelled, %d duplicates, %.1f s"
        .formatted(
            cell,
            times,
            inFlight,
            verdict.accepted(),
            verdict.unknown(),
            verdict.cancelled(),
            verdict.duplicates().size(),
            duration.toMillis() / 1000.0);
  }
}
