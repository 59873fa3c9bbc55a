package io.mce.note;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.journey.OutsideContact;
import io.mce.lead.LeadId;
import java.util.Optional;

/** What was written down about a lead reads differently now. */
@EventName("lead.note-changed")
public record NoteChanged(
    LeadId leadId, NoteId noteId, NoteKind kind, Optional<Contact> before, Optional<Contact> after)
    implements DomainEvent, OutsideContact {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
