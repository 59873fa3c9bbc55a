package io.mce.channel;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import java.util.UUID;

/**
 * A person decided about a message of unknown outcome.
 *
 * @param attempt the attempt that was in doubt
 */
@EventName("dispatch.decided")
public record DispatchDecided(
    DispatchId dispatchId, UUID leadId, DoubtDecision decision, int attempt)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return new Subject("lead", leadId.toString());
  }
}
