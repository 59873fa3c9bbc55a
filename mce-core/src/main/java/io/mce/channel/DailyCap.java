package io.mce.channel;

import io.mce.kernel.MceException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many messages an account sends on one day of the organization's calendar. What people write
 * themselves and confirmations of opt-outs count and always go; all else waits for the next day.
 *
 * @param messages on one day, 1 to 1,000,000; empty when there is no limit
 * @param warmUp how many on the first, second, ... day since the account's first message, so that a
 *     new number is not taken for a spammer's; at most 60, none smaller than the one before
 */
public record DailyCap(Optional<Integer> messages, List<Integer> warmUp) {

  private static final int MOST = 1_000_000;
  private static final int MOST_DAYS = 60;

  /** No limit. */
  public static final DailyCap NONE = new DailyCap(Optional.empty(), List.of());

  /**
   * Copies the list.
   *
   * @throws MceException INVALID out of range
   */
  public DailyCap {
    warmUp = List.copyOf(warmUp);
    messages.ifPresent(each -> requireInRange("messages", each));
    if (warmUp.size() > MOST_DAYS) {
      throw MceException.invalid(
          "warmUp", "A number is warmed up for %d days at most.".formatted(MOST_DAYS));
    }
    int before = 1;
    for (int each : warmUp) {
      requireInRange("warmUp", each);
      if (each < before) {
        throw MceException.invalid(
            "warmUp", "Each day of a warm-up allows at least what the day before did.");
      }
      before = each;
    }
  }

  /** So many messages on every day. */
  public static DailyCap of(int messages) {
    return new DailyCap(Optional.of(messages), List.of());
  }

  private static void requireInRange(String field, int messages) {
    if (messages < 1 || messages > MOST) {
      throw MceException.invalid(
          field, "A day has 1 to 1,000,000 messages, not %d.".formatted(messages));
    }
  }

  /** Whether there is no limit on any day. */
  boolean saysNothing() {
    return messages.isEmpty() && warmUp.isEmpty();
  }

  /** How many on a day, 0 being the one of the first message; empty when there is no limit. */
  OptionalInt on(long day) {
    if (day >= warmUp.size()) {
      return messages.map(OptionalInt::of).orElse(OptionalInt.empty());
    }
    int warm = warmUp.get((int) Math.max(0, day));
    return OptionalInt.of(messages.map(full -> Math.min(full, warm)).orElse(warm));
  }
}
