package io.mce.segment;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** Someone deleted a segment, and with it the views of it. */
@EventName("segment.deleted")
public record SegmentDeleted(SegmentId segmentId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("segment", segmentId);
  }
}
