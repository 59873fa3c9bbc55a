package io.mce.assignment;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.organization.MemberId;

/** A member went away or came back, or takes leads at other times, or another number of them. */
@EventName("member.availability-changed")
public record MemberAvailabilityChanged(MemberId memberId, boolean away) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("member", memberId);
  }
}
