package io.mce.telnyx;

import io.mce.spi.InvalidSettingsException;
import io.mce.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What it takes to call Telnyx; the part that the settings of every channel have in common.
 *
 * @param apiKey sent with each request
 * @param apiUrl the address of version 2 of the API
 * @param timeout for one request and its answer
 */
record TelnyxAccess(Secret apiKey, URI apiUrl, Duration timeout) {

  private static final Pattern VISIBLE = Pattern.compile("[!-~]+");
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final double FASTEST = 1000;

  /** Refuses what no request can be made of; the key stays out of the message. */
  static void check(Secret apiKey, URI apiUrl, Duration timeout) {
    if (!VISIBLE.matcher(apiKey.reveal()).matches()) {
      throw InvalidSettingsException.of(
          "apiKey", "must be the key alone: no spaces, line ends or letters beyond ASCII");
    }
    if (!String.valueOf(apiUrl.getScheme()).matches("https?") || apiUrl.getHost() == null) {
      throw InvalidSettingsException.of("apiUrl", "must begin with https://");
    }
    if (!timeout.isPositive() || timeout.compareTo(LONGEST) > 0) {
      throw InvalidSettingsException.of("timeout", "must be more than zero and at most 1m");
    }
  }

  /** Refuses a pace that is none. */
  static void checkPace(double messagesPerSecond) {
    if (!(messagesPerSecond > 0 && messagesPerSecond <= FASTEST)) {
      throw InvalidSettingsException.of(
          "messagesPerSecond", "must be more than 0 and at most 1000: " + messagesPerSecond);
    }
  }
}
