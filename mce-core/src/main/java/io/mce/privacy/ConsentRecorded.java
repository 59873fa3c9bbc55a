package io.mce.privacy;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import java.util.UUID;

/** A person agreed to something, or did not, or no longer does. */
@EventName("lead.consent-recorded")
public record ConsentRecorded(
    UUID person, ConsentId consentId, String purpose, String channel, ConsentStatus status)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return new Subject("lead", person.toString());
  }
}
