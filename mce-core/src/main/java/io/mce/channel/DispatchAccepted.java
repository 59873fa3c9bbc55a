package io.mce.channel;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.EventName.Audited;
import io.mce.event.Subject;
import java.util.Optional;
import java.util.UUID;

/**
 * A carrier took a message over.
 *
 * @param campaignId the campaign it belongs to, if one does
 */
@EventName(value = "dispatch.accepted", audited = Audited.NEVER)
public record DispatchAccepted(
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
