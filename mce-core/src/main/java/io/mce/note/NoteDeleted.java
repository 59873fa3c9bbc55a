package io.mce.note;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.journey.OutsideContact;
import io.mce.lead.LeadId;
import java.util.Optional;

/** Somebody deleted what was written down about a lead. */
@EventName("lead.note-deleted")
public record NoteDeleted(LeadId leadId, NoteId noteId, NoteKind kind, Optional<Contact> before)
    implements DomainEvent, OutsideContact {

  @Override
  public Optional<Contact> after() {
    return Optional.empty();
  }

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
