package io.mce.channel;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.EventName.Audited;
import io.mce.event.Subject;
import io.mce.spi.ErrorKind;
import java.util.Optional;
import java.util.UUID;

/**
 * A message will not arrive.
 *
 * @param campaignId the campaign it belongs to, if one does
 * @param channel on which medium it failed
 * @param kind why
 */
@EventName(value = "dispatch.failed", audited = Audited.NEVER)
public record DispatchFailed(
    DispatchId dispatchId,
    UUID messageId,
    UUID leadId,
    UUID conversationId,
    Optional<UUID> campaignId,
    String channel,
    ErrorKind kind)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return new Subject("lead", leadId.toString());
  }
}
