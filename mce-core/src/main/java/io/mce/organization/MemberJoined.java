package io.mce.organization;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** A person became a member of the organization. */
@EventName("member.joined")
public record MemberJoined(MemberId memberId, Role role) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("member", memberId);
  }
}
