package io.mce.note;

import io.mce.journey.OutsideContact.Contact;
import io.mce.kernel.Actor;
import io.mce.kernel.Permission;
import io.mce.lead.LeadId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What somebody wrote down about a lead.
 *
 * @param leadId about whom; after a merge the lead that stayed
 * @param happenedAt when it was: of a plain note when it was written
 * @param writtenBy who wrote it, as kind and id of the actor
 * @param editedBy who changed it last
 */
public record Note(
    NoteId id,
    LeadId leadId,
    NoteKind kind,
    String text,
    Instant happenedAt,
    Optional<Duration> duration,
    Optional<NoteOutcome> outcome,
    String writtenBy,
    Instant writtenAt,
    Optional<String> editedBy,
    Optional<Instant> editedAt,
    long version) {

  /** Tells whether somebody may change or delete it: who wrote it, or an administrator. */
  public boolean isChangeableBy(Actor actor) {
    return actor.permissions().contains(Permission.LEAD_WRITE)
        && (writtenBy.equals(actor.kind() + ":" + actor.id())
            || actor.permissions().contains(Permission.ORGANIZATION_MANAGE));
  }

  /** Returns the contact with the lead that it tells of, if it does. */
  Optional<Contact> contact() {
    return kind.isInteraction() && outcome.map(NoteOutcome::isContact).orElse(true)
        ? Optional.of(new Contact(happenedAt, outcome.map(NoteOutcome::isAnswered).orElse(false)))
        : Optional.empty();
  }

  /** Without the text, which is personal. */
  @Override
  public String toString() {
    return "Note[" + id + "]";
  }
}
