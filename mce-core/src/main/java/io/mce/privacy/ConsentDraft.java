package io.mce.privacy;

import java.time.Instant;
import java.util.Optional;

/**
 * A consent to be recorded.
 *
 * @param purpose what for, as a word in capitals: {@code MARKETING}
 * @param channel on which medium, or {@code *} for every one
 * @param source where the person said so, such as "form on the website"; may be personal, it is
 *     sealed; at most 200 characters
 * @param expiresAt when it ends by itself; only with GRANTED
 */
public record ConsentDraft(
    String purpose,
    String channel,
    ConsentStatus status,
    String source,
    Optional<Instant> expiresAt) {

  /** A consent that does not end by itself. */
  public static ConsentDraft of(
      String purpose, String channel, ConsentStatus status, String source) {
    return new ConsentDraft(purpose, channel, status, source, Optional.empty());
  }

  /** The same, ending at a time. */
  public ConsentDraft until(Instant end) {
    return new ConsentDraft(purpose, channel, status, source, Optional.of(end));
  }
}
