package io.mce.conversation;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.EventName.Audited;
import io.mce.event.Subject;
import io.mce.journey.Interaction;
import io.mce.lead.LeadId;
import io.mce.provider.AccountId;
import java.time.Duration;
import java.util.Optional;

/**
 * A lead wrote.
 *
 * @param channel on which medium
 * @param first whether it is the first message of this lead through this account
 * @param optOut whether the lead only asks not to be written to any more
 * @param written whether a carrier had a message to this lead before, or may have had one
 * @param answeredAfter how long after our last message, where that was the last one said
 */
@EventName(value = "message.arrived", audited = Audited.NEVER)
public record MessageArrived(
    MessageId messageId,
    LeadId leadId,
    ConversationId conversationId,
    AccountId accountId,
    String channel,
    boolean first,
    boolean optOut,
    boolean written,
    Optional<Duration> answeredAfter)
    implements DomainEvent, Interaction {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
