package io.mce.note;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.journey.OutsideContact;
import io.mce.lead.LeadId;
import java.util.Optional;

/** Somebody wrote something down about a lead. */
@EventName("lead.note-written")
public record NoteWritten(LeadId leadId, NoteId noteId, NoteKind kind, Optional<Contact> after)
    implements DomainEvent, OutsideContact {

  @Override
  public Optional<Contact> before() {
    return Optional.empty();
  }

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
