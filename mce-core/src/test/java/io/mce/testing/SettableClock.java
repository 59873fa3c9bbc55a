package io.mce.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is told to move. Thread-safe. */
public final class SettableClock extends Clock {

  private volatile Instant now;

  /** Creates a clock that shows this instant. */
  public SettableClock(Instant start) {
    this.now = start;
  }

  /** Moves the clock to an instant. */
  public void set(Instant instant) {
    now = instant;
  }

  /** Moves the clock forward. */
  public synchronized void add(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public Instant instant() {
    return now;
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
