package io.mce.ingestion;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.kernel.Permission;
import io.mce.provider.AccountId;
import io.mce.spi.ErrorKind;

/**
 * A lead source brings nothing until a person acts.
 *
 * @param source what the organization calls it
 */
@EventName(value = "source.poll-paused", readBy = Permission.SOURCE_MANAGE)
public record LeadPollPaused(AccountId accountId, String source, ErrorKind kind)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("channel", accountId);
  }
}
