package io.mce.organization;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** A key was taken back; it opens nothing any more. */
@EventName("api-key.revoked")
public record ApiKeyRevoked(ApiKeyId apiKeyId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("api-key", apiKeyId);
  }
}
