package io.mce.segment;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** Someone changed a segment. */
@EventName("segment.changed")
public record SegmentChanged(SegmentId segmentId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("segment", segmentId);
  }
}
