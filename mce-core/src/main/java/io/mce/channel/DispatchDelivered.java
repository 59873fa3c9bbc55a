package io.mce.channel;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.EventName.Audited;
import io.mce.event.Subject;
import java.util.Optional;
import java.util.UUID;

/**
 * A message reached the device.
 *
 * @param campaignId the campaign it belongs to, if one does
 */
@EventName(value = "dispatch.delivered", audited = Audited.NEVER)
public record DispatchDelivered(
    DispatchId dispatchId,
    UUID messageId,
    UUID leadId,
    UUID conversationId,
    Optional<UUID> campaignId)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return new Subject("lead", leadId.toString());
  }
}
