package io.mce.conversation;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.EventName.Audited;
import io.mce.event.Subject;
import io.mce.lead.LeadId;
import io.mce.provider.AccountId;

/** Somebody wrote to a lead past the engine, on the phone of an account. */
@EventName(value = "message.echoed", audited = Audited.NEVER)
public record MessageEchoed(
    MessageId messageId, LeadId leadId, ConversationId conversationId, AccountId accountId)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
