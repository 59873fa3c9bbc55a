package io.mce.template;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.EventName.Audited;
import io.mce.event.Subject;
import io.mce.kernel.Permission;
import io.mce.provider.AccountId;

/** A carrier said by itself that one of its templates can be sent, or cannot any more. */
@EventName(
    value = "channel.template-changed",
    audited = Audited.UNLESS_AUTOMATIC,
    readBy = Permission.CHANNEL_READ)
public record TemplateChanged(
    AccountId accountId, String name, String language, TemplateState state) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("channel", accountId);
  }
}
