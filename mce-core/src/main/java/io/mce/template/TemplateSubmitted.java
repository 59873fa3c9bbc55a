package io.mce.template;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.kernel.Permission;
import io.mce.provider.AccountId;

/** A template was handed to a carrier for approval. */
@EventName(value = "channel.template-submitted", readBy = Permission.CHANNEL_READ)
public record TemplateSubmitted(AccountId accountId, String name, String language)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("channel", accountId);
  }
}
