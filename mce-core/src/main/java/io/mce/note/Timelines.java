package io.mce.note;

import io.mce.approval.StatusRequestApproved;
import io.mce.approval.StatusRequestOvertaken;
import io.mce.approval.StatusRequestRefused;
import io.mce.approval.StatusRequestWithdrawn;
import io.mce.approval.StatusRequested;
import io.mce.audit.AuditEntry;
import io.mce.audit.AuditTrail;
import io.mce.event.DomainEvent;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.People;
import io.mce.kernel.Permission;
import io.mce.lead.AutomationPaused;
import io.mce.lead.AutomationResumed;
import io.mce.lead.DoNotContactLifted;
import io.mce.lead.DoNotContactSet;
import io.mce.lead.LeadAssigned;
import io.mce.lead.LeadCaptured;
import io.mce.lead.LeadDeleted;
import io.mce.lead.LeadId;
import io.mce.lead.LeadMerged;
import io.mce.lead.LeadOptedOut;
import io.mce.lead.LeadRestored;
import io.mce.lead.LeadStatusChanged;
import io.mce.lead.LeadUnmerged;
import io.mce.lead.LeadUpdated;
import io.mce.lead.Leads;
import io.mce.persistence.Database;
import io.mce.privacy.ConsentRecorded;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What happened to a lead and what people wrote down about it, as one list. What happened comes
 * from the audit trail, and so a moment after it did; messages stand in the conversations.
 * Thread-safe; blocks on the database.
 */
public final class Timelines {

  private final Database database;
  private final NoteStore store;
  private final AuditTrail trail;
  private final Leads leads;
  private final People people;

  @Inject
  Timelines(Database database, NoteStore store, AuditTrail trail, Leads leads, People people) {
    this.database = database;
    this.store = store;
    this.trail = trail;
    this.leads = leads;
    this.people = people;
  }

  /** How far both lists were read. */
  private record Position(NoteStore.Position notes, long line) {
    static final Position START = new Position(NoteStore.Position.START, Long.MAX_VALUE);

    static Position of(Cursor cursor) {
      return new Position(
          new NoteStore.Position(cursor.longAt(0), cursor.idAt(1)), cursor.longAt(2));
    }

    Position after(TimelineEntry entry) {
      return switch (entry) {
        case TimelineEntry.Written written ->
            new Position(NoteStore.Position.of(written.note()), line);
        case TimelineEntry.Happened happened -> new Position(notes, happened.line().number());
      };
    }

    Cursor cursor() {
      return Cursor.of(notes.happenedAt(), notes.noteId(), line);
    }
  }

  /**
   * Returns a page of what happened to a lead, newest first, also of what happened to those that
   * were merged into it. The id of a lead that was merged leads to the one it went into.
   *
   * @throws MceException NOT_FOUND
   */
  public Page<TimelineEntry> list(Actor actor, LeadId leadId, PageRequest page) {
    actor.require(Permission.LEAD_READ);
    OrganizationId organizationId = actor.organizationId();
    Position from = page.cursor(3).map(Position::of).orElse(Position.START);
    int wanted = page.limit() + 1;
    return database.read(
        organizationId,
        transaction -> {
          LeadId known = leads.get(actor, leadId).id();
          return page(
              store.of(organizationId, known, from.notes(), wanted),
              trail.about(organizationId, ids(organizationId, known), names(), from.line(), wanted),
              from,
              page.limit());
        });
  }

  /** Both lists are in order; of what is next in each the later one comes first. */
  private static Page<TimelineEntry> page(
      List<Note> notes, List<AuditEntry> lines, Position from, int limit) {
    List<TimelineEntry> entries = new ArrayList<>();
    Position position = from;
    int note = 0;
    int line = 0;
    while (entries.size() < limit && (note < notes.size() || line < lines.size())) {
      boolean isNote =
          line == lines.size()
              || (note < notes.size()
                  && !notes.get(note).happenedAt().isBefore(lines.get(line).at()));
      TimelineEntry next =
          isNote
              ? new TimelineEntry.Written(notes.get(note++))
              : new TimelineEntry.Happened(lines.get(line++));
      entries.add(next);
      position = position.after(next);
    }
    boolean isMore = note < notes.size() || line < lines.size();
    return new Page<>(entries, isMore ? Optional.of(position.cursor()) : Optional.empty());
  }

  private Set<String> ids(OrganizationId organizationId, LeadId leadId) {
    return Stream.concat(
            Stream.of(leadId.value()), people.alsoKnownAs(organizationId, leadId.value()).stream())
        .map(UUID::toString)
        .collect(Collectors.toSet());
  }

  /** What is worth a line to who works with the lead. */
  private static Set<String> names() {
    return Stream.<Class<? extends DomainEvent>>of(
            LeadCaptured.class,
            LeadUpdated.class,
            LeadStatusChanged.class,
            StatusRequested.class,
            StatusRequestApproved.class,
            StatusRequestRefused.class,
            StatusRequestWithdrawn.class,
            StatusRequestOvertaken.class,
            LeadAssigned.class,
            LeadMerged.class,
            LeadUnmerged.class,
            LeadDeleted.class,
            LeadRestored.class,
            LeadOptedOut.class,
            AutomationPaused.class,
            AutomationResumed.class,
            DoNotContactSet.class,
            DoNotContactLifted.class,
            ConsentRecorded.class)
        .map(Events::nameOf)
        .collect(Collectors.toSet());
  }
}
