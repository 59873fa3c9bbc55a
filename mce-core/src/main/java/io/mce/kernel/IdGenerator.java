package io.mce.kernel;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Random;
import java.util.UUID;

/**
 * Makes UUIDs of version 7 (RFC 9562): 48 bits of milliseconds, then a counter that keeps ids made
 * by one generator strictly increasing even within a millisecond or when the clock steps back, then
 * random bits. Time-ordered ids keep inserts at the end of every index. Thread-safe.
 */
public final class IdGenerator {

  private static final int COUNTER_BITS = 12;
  private static final int COUNTER_MAX = (1 << COUNTER_BITS) - 1;

  private final Clock clock;
  private final Random random;
  private long lastMillis;
  private int counter;

  /** Creates a generator that takes its random bits from a secure source. */
  public IdGenerator(Clock clock) {
    this(clock, new SecureRandom());
  }

  /** Creates a generator with a random source of the caller's, for repeatable tests. */
  public IdGenerator(Clock clock, Random random) {
    this.clock = clock;
    this.random = random;
  }

  /** Returns the next id, greater than every id this generator returned before. */
  public synchronized UUID next() {
    long millis = clock.millis();
    if (millis > lastMillis) {
      lastMillis = millis;
      counter = random.nextInt(COUNTER_MAX >> 1);
    } else if (counter < COUNTER_MAX) {
      counter++;
    } else {
      lastMillis++;
      counter = 0;
    }
    long high = (lastMillis << 16) | (0x7L << 12) | counter;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
