package io.mce.provider;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.EventName.Audited;
import io.mce.event.Subject;

/** A provider account was created or changed, or its health did. */
@EventName(value = "channel.changed", audited = Audited.UNLESS_AUTOMATIC)
public record ChannelChanged(AccountId accountId, HealthState state) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("channel", accountId);
  }
}
