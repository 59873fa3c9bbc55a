package io.mce.organization;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** A program got a key to the organization. */
@EventName("api-key.created")
public record ApiKeyCreated(ApiKeyId apiKeyId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("api-key", apiKeyId);
  }
}
