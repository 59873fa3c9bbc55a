package io.mce.provider;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** Somebody had an event of a carrier tried again; its id, which may be personal, stays out. */
@EventName("channel.event-retried")
public record ReceivedEventRetried(AccountId accountId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("channel", accountId);
  }
}
