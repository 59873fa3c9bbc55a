package io.mce.segment;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** Someone saved conditions under a name. */
@EventName("segment.created")
public record SegmentCreated(SegmentId segmentId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("segment", segmentId);
  }
}
