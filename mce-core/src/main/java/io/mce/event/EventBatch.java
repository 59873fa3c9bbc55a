package io.mce.event;

import java.util.List;

/**
 * What a reader of the log gets.
 *
 * @param events in order
 * @param cursor where to read on
 * @param reset whether the cursor asked for is older than what the log still holds; the reader has
 *     missed events and must fetch its state anew
 */
public record EventBatch(List<RecordedEvent> events, long cursor, boolean reset) {

  /** Copies the events. */
  public EventBatch {
    events = List.copyOf(events);
  }
}
