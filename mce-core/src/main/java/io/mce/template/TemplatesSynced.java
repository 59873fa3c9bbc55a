package io.mce.template;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.EventName.Audited;
import io.mce.event.Subject;
import io.mce.kernel.Permission;
import io.mce.provider.AccountId;

/**
 * The templates of an account were read from its carrier, and somebody asked for it or something
 * was different.
 *
 * @param templates how many there are
 */
@EventName(
    value = "channel.templates-synced",
    audited = Audited.UNLESS_AUTOMATIC,
    readBy = Permission.CHANNEL_READ)
public record TemplatesSynced(AccountId accountId, int templates) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("channel", accountId);
  }
}
