package io.mce.channel;

import io.mce.provider.AccountId;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Paces each account at the messages per second its profile allows, with bursts of a tenth of a
 * second. One worker has an account's lane at a time, so nodes need no agreement; one that takes a
 * lane over from another may begin with one burst. Thread-safe.
 */
final class RateLimiter {

  private static final double BURST_SECONDS = 0.1;

  private final ConcurrentHashMap<AccountId, Bucket> buckets = new ConcurrentHashMap<>();

  @Inject
  RateLimiter() {}

  /** The bucket of an account, at its present pace. */
  Bucket of(AccountId accountId, double messagesPerSecond, Instant now) {
    return buckets.compute(
        accountId,
        (id, known) ->
            known != null && known.perSecond == messagesPerSecond
                ? known
                : new Bucket(messagesPerSecond, now));
  }

  /** What an account may send now. */
  static final class Bucket {

    private final double perSecond;
    private final double size;
    private double tokens;
    private Instant filledAt;

    Bucket(double perSecond, Instant now) {
      this.perSecond = perSecond;
      this.size = Math.max(1, perSecond * BURST_SECONDS);
      this.tokens = size;
      this.filledAt = now;
    }

    /** Returns how many messages may go now. */
    synchronized int available(Instant now) {
      fill(now);
      return (int) (tokens + 1e-9);
    }

    /** Takes note of messages that go. */
    synchronized void use(int messages) {
      tokens -= messages;
    }

    /** Returns when it is worth coming again: not for each single message of a fast account. */
    synchronized Instant worthComing(Instant now) {
      fill(now);
      double missing = Math.max(1, size / 2) - tokens;
      return missing <= 0
          ? now
          : now.plus(Duration.ofMillis((long) Math.ceil(missing * 1000 / perSecond)));
    }

    private void fill(Instant now) {
      if (now.isAfter(filledAt)) {
        double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
        tokens = Math.min(size, tokens + seconds * perSecond);
        filledAt = now;
      }
    }
  }
}
