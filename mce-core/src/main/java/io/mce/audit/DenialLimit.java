package io.mce.audit;

import io.mce.kernel.Actor;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;

/** How many denials of one actor are noted in a minute, so that nobody floods the trail. */
final class DenialLimit {

  static final int MOST = 20;
  private static final int MAX_ACTORS = 10_000;

  private final Clock clock;
  private final ConcurrentHashMap<String, Minute> minutes = new ConcurrentHashMap<>();

  DenialLimit(Clock clock) {
    this.clock = clock;
  }

  boolean admits(Actor actor) {
    if (minutes.size() >= MAX_ACTORS) {
      minutes.clear();
    }
    long now = clock.instant().getEpochSecond() / 60;
    String who = actor.organizationId() + ":" + actor.kind() + ":" + actor.id();
    return minutes
            .merge(
                who,
                new Minute(now, 1),
                (before, one) -> before.start() == now ? before.plusOne() : one)
            .count()
        <= MOST;
  }

  private record Minute(long start, int count) {
    Minute plusOne() {
      return new Minute(start, count + 1);
    }
  }
}
