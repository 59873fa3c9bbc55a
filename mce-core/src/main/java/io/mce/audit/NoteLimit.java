package io.mce.audit;

import io.mce.kernel.Actor;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;

/** How many lines of a kind one actor makes in a minute, so that nobody floods the trail. */
final class NoteLimit {

  static final int MOST = 20;
  private static final int MAX_COUNTED = 10_000;

  private final Clock clock;
  private final ConcurrentHashMap<String, Minute> minutes = new ConcurrentHashMap<>();

  NoteLimit(Clock clock) {
    this.clock = clock;
  }

  boolean admits(Actor actor, String kind) {
    if (minutes.size() >= MAX_COUNTED) {
      minutes.clear();
    }
    long now = clock.instant().getEpochSecond() / 60;
    String who = actor.organizationId() + ":" + actor.kind() + ":" + actor.id() + ":" + kind;
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
