package io.mce.channel;

import io.mce.provider.AccountId;
import io.mce.spi.Address;
import io.mce.spi.Content;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A message to be sent.
 *
 * @param dedupKey names the reason, unique per organization: the same reason never makes a second
 *     dispatch ("enrolment:...:2", "workflow-run:...:1", "client:...")
 * @param account which account sends it first; failover may take another one
 * @param channel the medium of that account
 * @param leadId whom it is for; also the key of that person's gate
 * @param conversationId orders it: of one conversation one message is sent at a time
 * @param messageId the message it carries
 * @param campaignId the campaign it belongs to; also the key of that campaign's gate
 * @param recipientKey under which a suppression of the recipient is kept
 * @param to where it goes
 * @param notBefore when it is due; absent means now
 */
public record DispatchRequest(
    String dedupKey,
    AccountId account,
    String channel,
    UUID leadId,
    UUID conversationId,
    UUID messageId,
    Optional<UUID> campaignId,
    Purpose purpose,
    String recipientKey,
    Address to,
    Content content,
    Optional<Instant> notBefore) {

  private static final int MAX_DEDUP_KEY = 300;

  /** Refuses a blank or overlong dedup key. */
  public DispatchRequest {
    if (dedupKey.isBlank() || dedupKey.length() > MAX_DEDUP_KEY) {
      throw new IllegalArgumentException(
          "a dedup key has 1 to " + MAX_DEDUP_KEY + " characters, not " + dedupKey.length());
    }
  }
}
