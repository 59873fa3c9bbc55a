package io.mce.event;

import io.mce.kernel.OrganizationId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * How far a subscriber has looked beyond its positions and found nothing it is interested in. To
 * note that in the database is a commit, which everyone who writes waits for: it is worth one when
 * a log stands still, or when much would be looked through once more after a crash.
 */
final class Lookahead {

  private static final long MUCH = 5_000;

  private final BooleanSupplier atOnce;
  private final Map<OrganizationId, Long> looked = new ConcurrentHashMap<>();

  /** Nothing is looked at; what is passed over is noted at once where that is asked for. */
  Lookahead(BooleanSupplier atOnce) {
    this.atOnce = atOnce;
  }

  /** Returns after which event there may be something new. */
  long from(CursorStore.Behind behind) {
    long known = looked.getOrDefault(behind.organizationId(), 0L);
    if (known > behind.head()) {
      // A log that ends before is not the one that was looked through.
      looked.remove(behind.organizationId());
      return behind.position();
    }
    return Math.max(behind.position(), known);
  }

  /** Forgets it all: events may come to stand where others were looked at. */
  void forget() {
    looked.clear();
  }

  /** Remembers that there is nothing up to the head; returns whether to note that. */
  boolean isWorthNoting(CursorStore.Behind behind) {
    Long before = looked.put(behind.organizationId(), behind.head());
    boolean standsStill = before != null && before == behind.head();
    if (standsStill || behind.head() - behind.position() >= MUCH || atOnce.getAsBoolean()) {
      looked.remove(behind.organizationId());
      return true;
    }
    return false;
  }
}
