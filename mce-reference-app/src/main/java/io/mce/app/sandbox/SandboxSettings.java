package io.mce.app.sandbox;

import io.mce.spi.InvalidSettingsException;
import io.mce.spi.Setting;
import java.time.Duration;
import java.util.List;

/**
 * How a sandbox carrier behaves. Delays count from the moment a message was accepted.
 *
 * @param delaySent until it reports SENT, or FAILED
 * @param delayDelivered until it reports DELIVERED
 * @param delayRead until it reports READ
 * @param readRate which share of the delivered messages is read, 0 to 1
 * @param failureRate which share of the messages fails, 0 to 1
 * @param failNumbers numbers to which every message fails; a star stands for any digits
 * @param lostNumbers numbers to which nobody knows whether a message went: the answer is lost, and
 *     who asks for it hears nothing
 * @param replyWindow whether it takes free text for 24 hours after the person has written only
 */
public record SandboxSettings(
    @Setting(label = "Sent after", defaultValue = "300ms") Duration delaySent,
    @Setting(label = "Delivered after", defaultValue = "600ms") Duration delayDelivered,
    @Setting(label = "Read after", defaultValue = "1500ms") Duration delayRead,
    @Setting(label = "Share that is read", help = "0 to 1", defaultValue = "1") double readRate,
    @Setting(label = "Share that fails", help = "0 to 1", defaultValue = "0") double failureRate,
    @Setting(label = "Numbers that fail", help = "A star stands for any digits, for example +1555*")
        List<String> failNumbers,
    @Setting(
            label = "Numbers with lost answers",
            help = "Nobody knows whether a message to them arrived; a star stands for any digits")
        List<String> lostNumbers,
    @Setting(
            label = "Reply window",
            help = "As on WhatsApp: free text for 24 hours after the person wrote, then templates",
            defaultValue = "false")
        boolean replyWindow) {

  /** Checks the ranges. */
  public SandboxSettings {
    requireNotNegative("delaySent", delaySent);
    requireNotNegative("delayDelivered", delayDelivered);
    requireNotNegative("delayRead", delayRead);
    requireShare("readRate", readRate);
    requireShare("failureRate", failureRate);
    failNumbers = List.copyOf(failNumbers);
    lostNumbers = List.copyOf(lostNumbers);
    requirePatterns("failNumbers", failNumbers);
    requirePatterns("lostNumbers", lostNumbers);
  }

  /** Whether every message to this number fails. */
  boolean fails(String number) {
    return isAmong(failNumbers, number);
  }

  /** Whether answers to messages to this number are lost. */
  boolean loses(String number) {
    return isAmong(lostNumbers, number);
  }

  private static boolean isAmong(List<String> patterns, String number) {
    return patterns.stream()
        .anyMatch(pattern -> number.matches(pattern.replace("+", "\\+").replace("*", "[0-9]*")));
  }

  private static void requirePatterns(String name, List<String> patterns) {
    for (String pattern : patterns) {
      if (!pattern.matches("\\+?[0-9*]+")) {
        throw InvalidSettingsException.of(
            name, "must be digits and stars, with a plus sign in front");
      }
    }
  }

  private static void requireNotNegative(String name, Duration delay) {
    if (delay.isNegative()) {
      throw InvalidSettingsException.of(name, "must not be negative");
    }
  }

  private static void requireShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw InvalidSettingsException.of(name, "must be between 0 and 1");
    }
  }
}
