package io.mce.event;

/**
 * Something that happened, named in the past tense. Implementations are records in the publisher's
 * package, carry an {@link EventName}, and hold ids and plain values only: personal values stay in
 * the rows they belong to, where erasure finds them.
 */
public interface DomainEvent {

  /** What the event is about; events of one subject are handled in order. */
  Subject subject();
}
