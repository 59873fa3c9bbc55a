package io.mce.conversation;

import io.mce.channel.DispatchId;
import io.mce.channel.Purpose;
import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.EventName.Audited;
import io.mce.event.Subject;
import io.mce.lead.LeadId;
import java.util.Optional;
import java.util.UUID;

/**
 * A message was given to us to send.
 *
 * @param campaignId the campaign it belongs to, if one does
 */
@EventName(value = "message.queued", audited = Audited.UNLESS_AUTOMATIC)
public record MessageQueued(
    MessageId messageId,
    LeadId leadId,
    ConversationId conversationId,
    DispatchId dispatchId,
    Purpose purpose,
    Optional<UUID> campaignId)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
