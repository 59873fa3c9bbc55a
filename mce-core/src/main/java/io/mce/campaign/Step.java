package io.mce.campaign;

import java.time.Duration;

/**
 * One message of a campaign.
 *
 * @param delay how long after the step before, or after the start for the first; zero is at once
 * @param text the message, with variables such as {@code {{first_name}}}
 */
public record Step(Duration delay, String text) {

  /** A message that goes out as soon as the campaign starts or the step before is out. */
  public static Step now(String text) {
    return new Step(Duration.ZERO, text);
  }

  /** A message that goes out this long after the one before. */
  public static Step after(Duration delay, String text) {
    return new Step(delay, text);
  }
}
