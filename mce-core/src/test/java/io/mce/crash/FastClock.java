package io.mce.crash;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The system's clock, running faster by a factor, so that leases as long as in production end while
 * a test waits. All processes of a run that are given one origin agree on the time.
 */
final class FastClock extends Clock {

  private final Instant origin;
  private final int factor;

  FastClock(Instant origin, int factor) {
    this.origin = origin;
    this.factor = factor;
  }

  @Override
  public Instant instant() {
    return origin.plus(Duration.between(origin, Clock.systemUTC().instant()).multipliedBy(factor));
  }

  /** How long this takes on this clock. */
  Duration of(Duration real) {
    return real.multipliedBy(factor);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** The clock is of UTC, whatever the zone. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
