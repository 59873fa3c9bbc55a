package io.mce.ingestion;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.kernel.Permission;
import io.mce.provider.AccountId;

/**
 * A person asked to look for leads at once.
 *
 * @param source what the organization calls it
 * @param again whether from the beginning
 */
@EventName(value = "source.poll-requested", readBy = Permission.SOURCE_MANAGE)
public record LeadPollRequested(AccountId accountId, String source, boolean again)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("channel", accountId);
  }
}
