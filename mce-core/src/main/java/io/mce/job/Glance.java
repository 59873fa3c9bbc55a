package io.mce.job;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What many ask for again and again, looked up once in a moment for all of them. By the machine's
 * clock: it is about what looking costs. Thread-safe.
 */
public final class Glance<T> {

  private static final long FRESH_NANOS = Duration.ofMillis(200).toNanos();

  private final Supplier<T> look;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile @Nullable Seen<T> last;

  /** Nothing is looked up before someone asks. */
  public Glance(Supplier<T> look) {
    this.look = look;
  }

  /**
   * Returns what was seen a moment ago, or looks. While somebody else looks it is what was seen
   * before, however long that takes.
   */
  public T get() {
    Seen<T> known = last;
    if (known != null && (known.isFresh() || !looking.tryLock())) {
      return known.value();
    }
    if (known == null) {
      looking.lock();
    }
    try {
      return seen();
    } finally {
      looking.unlock();
    }
  }

  private T seen() {
    Seen<T> known = last;
    if (known == null || !known.isFresh()) {
      long now = System.nanoTime();
      known = new Seen<>(look.get(), now);
      last = known;
    }
    return known.value();
  }

  private record Seen<T>(T value, long nanos) {

    boolean isFresh() {
      return System.nanoTime() - nanos < FRESH_NANOS;
    }
  }
}
