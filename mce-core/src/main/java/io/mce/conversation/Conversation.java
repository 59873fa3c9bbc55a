package io.mce.conversation;

import io.mce.lead.LeadId;
import io.mce.provider.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * All that was said with one lead through one account, as a list of chats shows it.
 *
 * @param leadName may be blank
 * @param channel the medium
 * @param lastText the newest message, whoever wrote it
 * @param unread how many messages of the lead nobody has looked at
 * @param replyWindow whether free text is taken; as if always where the account cannot be used now
 */
public record Conversation(
    ConversationId id,
    LeadId leadId,
    String leadName,
    AccountId account,
    String channel,
    Optional<String> lastText,
    Instant lastAt,
    Optional<Direction> lastDirection,
    int unread,
    WindowState replyWindow) {

  /** The id only: the rest is personal. */
  @Override
  public String toString() {
    return "Conversation[" + id + "]";
  }
}
