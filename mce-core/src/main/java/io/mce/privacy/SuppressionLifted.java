package io.mce.privacy;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** A recipient may be written to again; see {@link RecipientSuppressed}. */
@EventName("privacy.suppression-lifted")
public record SuppressionLifted(String channel, String matchKey) implements DomainEvent {

  @Override
  public Subject subject() {
    return new Subject("recipient", matchKey);
  }
}
