package io.mce.channel;

import io.mce.kernel.MceException;
import java.time.Duration;

/**
 * How often campaigns and workflows talk first to one person, over all channels and accounts.
 *
 * @param messages 1 to 100
 * @param days within any so many times 24 hours, 1 to 31
 */
public record FrequencyCap(int messages, int days) {

  /** The longest span, which says how long is counted back. */
  static final int MOST_DAYS = 31;

  private static final int MOST_MESSAGES = 100;

  /**
   * Checks the ranges.
   *
   * @throws MceException INVALID out of range
   */
  public FrequencyCap {
    if (messages < 1 || messages > MOST_MESSAGES) {
      throw MceException.invalid(
          "messages", "A person gets 1 to %d messages.".formatted(MOST_MESSAGES));
    }
    if (days < 1 || days > MOST_DAYS) {
      throw MceException.invalid(
          "days", "Messages are counted within 1 to %d days.".formatted(MOST_DAYS));
    }
  }

  Duration window() {
    return Duration.ofDays(days);
  }
}
