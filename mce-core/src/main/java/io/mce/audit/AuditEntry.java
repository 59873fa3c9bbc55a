package io.mce.audit;

import io.mce.event.Changes.FieldChange;
import io.mce.event.Subject;
import io.mce.kernel.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A line of the audit trail, opened for reading.
 *
 * @param number its place in the trail of its organization, from 1, without gaps
 * @param name what happened: the stable name of the event
 * @param subject what it is about
 * @param actorId who, within the kind
 * @param cause what made the actor act, if anything
 * @param origin from where, if that is known
 * @param details the event in JSON: ids and plain values
 * @param changes what was different afterwards
 * @param erased whether there were changes that can no longer be read, since the person was erased
 * @param hash its link of the chain, in hexadecimal
 */
public record AuditEntry(
    long number,
    Instant at,
    String name,
    Subject subject,
    Actor.Kind actorKind,
    String actorId,
    Optional<String> cause,
    Optional<String> origin,
    String details,
    List<FieldChange> changes,
    boolean erased,
    String hash) {

  /** Copies the changes. */
  public AuditEntry {
    changes = List.copyOf(changes);
  }
}
