package io.mce.conversation;

import io.mce.lead.LeadId;
import io.mce.provider.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * One bubble of a chat.
 *
 * @param at when the lead wrote it, by the carrier's clock but never in the future; or when it was
 *     given to us to send
 * @param account by which account it came or goes
 * @param error why it was not sent or what limit it waits for, where that is so
 */
public record Message(
    MessageId id,
    LeadId leadId,
    ConversationId conversationId,
    Direction direction,
    String text,
    MessageStatus status,
    Instant at,
    Sender sender,
    AccountId account,
    Optional<MessageError> error) {

  /** The id only: what people write stays out of logs. */
  @Override
  public String toString() {
    return "Message[" + id + ", " + status + "]";
  }
}
