package io.mce.whatsapp;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How long to wait with one person after WhatsApp said that messages come too fast: six seconds,
 * and four times as long each time it says so again before one gets through, an hour at most.
 * Thread-safe.
 */
final class PairPauses {

  private static final Duration FIRST = Duration.ofSeconds(6);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int FACTOR = 4;

  /** More people than this at once are not told apart: all begin again. */
  private static final int MOST = 10_000;

  private final Map<String, Duration> pauses = new HashMap<>();

  /** The pause after another refusal. */
  synchronized Duration refused(String recipient) {
    if (pauses.size() >= MOST && !pauses.containsKey(recipient)) {
      pauses.clear();
    }
    return pauses.merge(
        recipient,
        FIRST,
        (last, first) -> {
          Duration next = last.multipliedBy(FACTOR);
          return next.compareTo(LONGEST) < 0 ? next : LONGEST;
        });
  }

  /** A message got through. */
  synchronized void accepted(String recipient) {
    pauses.remove(recipient);
  }
}
