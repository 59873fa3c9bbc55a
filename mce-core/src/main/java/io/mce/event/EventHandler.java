package io.mce.event;

/** Reacts to an event. May be called again for the same event, so its effect must be repeatable. */
@FunctionalInterface
public interface EventHandler {

  /**
   * Handles one event, outside any transaction. Throwing parks the event's subject for this
   * subscriber: the event is tried again with growing pauses, later events of the subject wait for
   * it, all others go on.
   */
  void handle(RecordedEvent event);
}
