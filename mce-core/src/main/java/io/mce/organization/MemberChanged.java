package io.mce.organization;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** The name, the role or the activity of a member changed; the values are those after it. */
@EventName("member.changed")
public record MemberChanged(MemberId memberId, Role role, boolean active) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("member", memberId);
  }
}
