package io.mce.privacy;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/**
 * A recipient must no longer be written to; also when what others set becomes the person's own
 * wish.
 *
 * @param channel which medium; {@link Suppressions#ALL_CHANNELS} for every one
 * @param matchKey the keyed hash of the address; says nothing without the organization's key
 */
@EventName("privacy.recipient-suppressed")
public record RecipientSuppressed(String channel, String matchKey) implements DomainEvent {

  @Override
  public Subject subject() {
    return new Subject("recipient", matchKey);
  }
}
