package io.mce.organization;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** An open invitation was taken back, or gave way to a newer one for the same address. */
@EventName("invitation.withdrawn")
public record InvitationWithdrawn(InvitationId invitationId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("invitation", invitationId);
  }
}
