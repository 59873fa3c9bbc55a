package io.mce.privacy;

import java.time.Instant;
import java.util.Optional;

/**
 * One record of what a person agreed to.
 *
 * @param recordedBy who recorded it, as kind and id of the actor
 * @param recordedAt when
 */
public record Consent(
    ConsentId id,
    String purpose,
    String channel,
    ConsentStatus status,
    String source,
    String recordedBy,
    Instant recordedAt,
    Optional<Instant> expiresAt) {

  /** Tells whether it is a yes that has not ended. */
  public boolean holdsAt(Instant time) {
    return status == ConsentStatus.GRANTED && expiresAt.filter(end -> !end.isAfter(time)).isEmpty();
  }

  /** Without the source, which may be personal. */
  @Override
  public String toString() {
    return "Consent[" + id + "]";
  }
}
