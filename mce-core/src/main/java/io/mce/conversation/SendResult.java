package io.mce.conversation;

import io.mce.kernel.MceException;
import io.mce.lead.LeadId;
import java.util.Optional;

/**
 * What became of one message of many. One of message and refusal is there.
 *
 * @param message what is on its way, or was already
 * @param repeated whether the dedup key was known, so that nothing was added
 * @param refusal why it cannot be sent: NOT_FOUND (no such lead), NO_CHANNEL, WINDOW_CLOSED,
 *     TEMPLATE_UNUSABLE, INVALID
 */
public record SendResult(
    LeadId leadId, Optional<Message> message, boolean repeated, Optional<MceException> refusal) {

  static SendResult sent(Message message, boolean repeated) {
    return new SendResult(message.leadId(), Optional.of(message), repeated, Optional.empty());
  }

  static SendResult refused(LeadId leadId, MceException refusal) {
    return new SendResult(leadId, Optional.empty(), false, Optional.of(refusal));
  }
}
