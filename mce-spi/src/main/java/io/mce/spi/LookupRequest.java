package io.mce.spi;

import java.time.Instant;
import java.util.Optional;

/**
 * Which message to look for.
 *
 * @param messageId the {@link OutboundMessage#id()} it was sent under
 * @param remoteId the carrier's id, where it became known
 * @param to whom it was for
 * @param sentAfter the send began then or later
 */
public record LookupRequest(
    String messageId, Optional<String> remoteId, Address to, Instant sentAfter) {

  /** Checks that the id is there. */
  public LookupRequest {
    Check.notBlank(messageId, "messageId");
  }
}
