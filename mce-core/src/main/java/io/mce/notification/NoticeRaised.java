package io.mce.notification;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.EventName.Audited;
import io.mce.event.Subject;
import java.util.Optional;
import java.util.UUID;

/** There is a new notice. */
@EventName(value = "notice.raised", audited = Audited.UNLESS_AUTOMATIC)
public record NoticeRaised(NoticeId noticeId, Optional<UUID> leadId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("notice", noticeId);
  }
}
