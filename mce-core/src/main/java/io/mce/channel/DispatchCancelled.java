package io.mce.channel;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.EventName.Audited;
import io.mce.event.Subject;
import java.util.Optional;
import java.util.UUID;

/**
 * A message was not sent and will not be.
 *
 * @param campaignId the campaign it belongs to, if one does
 * @param reason why, as a code
 */
@EventName(value = "dispatch.cancelled", audited = Audited.NEVER)
public record DispatchCancelled(
    DispatchId dispatchId,
    UUID messageId,
    UUID leadId,
    UUID conversationId,
    Optional<UUID> campaignId,
    String reason)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return new Subject("lead", leadId.toString());
  }
}
