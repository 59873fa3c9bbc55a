package io.mce.organization;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** Somebody was invited to join the organization. */
@EventName("member.invited")
public record MemberInvited(InvitationId invitationId, Role role) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("invitation", invitationId);
  }
}
