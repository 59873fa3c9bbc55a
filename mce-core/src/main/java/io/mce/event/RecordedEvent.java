package io.mce.event;

import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Json;
import java.time.Instant;
import java.util.Optional;

/**
 * An event as the log holds it: the envelope and the payload.
 *
 * @param seq its place in the log of its organization, from 1, without gaps
 * @param name stable name
 * @param version version of the payload
 * @param actorKind what sort of actor caused it
 * @param actorId who
 * @param cause what made the actor act, if anything
 * @param payload the event in JSON
 * @param originSealed from where the actor acted, sealed under the organization's data key
 * @param changesSealed what changed, sealed under the data key of whom it is about
 */
public record RecordedEvent(
    OrganizationId organizationId,
    long seq,
    String name,
    int version,
    Subject subject,
    Actor.Kind actorKind,
    String actorId,
    Optional<String> cause,
    Instant at,
    String payload,
    Optional<String> originSealed,
    Optional<String> changesSealed) {

  /** Returns the payload as the event's record. */
  public <E extends DomainEvent> E as(Class<E> type) {
    return Json.read(payload, type);
  }

  /** Tells whether the event is of this type. */
  public boolean is(Class<? extends DomainEvent> type) {
    return name.equals(Events.nameOf(type));
  }

  /** Returns what a reaction to this event gives as its cause. */
  public String asCause() {
    return "event:" + seq;
  }
}
