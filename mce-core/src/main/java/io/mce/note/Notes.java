package io.mce.note;

import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.LeadId;
import io.mce.lead.Leads;
import io.mce.persistence.Database;
import io.mce.persistence.StorableText;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What people write down about leads: notes, and calls, meetings and messages outside of the
 * engine. Who wrote one, or an administrator, may change and delete it. Thread-safe; each command
 * is one transaction and joins an open one.
 *
 * <p>One that tells of a contact counts where segments ask when a lead was last written to, and
 * wrote, if the lead took part.
 */
public final class Notes {

  /** The longest text of a note, in characters. */
  public static final int MAX_TEXT = 5_000;

  /** The most notes about one lead. */
  public static final int MOST = 2_000;

  private static final Duration LONGEST = Duration.ofHours(24);
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  /** How far ahead the clock of who writes may be. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final Database database;
  private final NoteStore store;
  private final Leads leads;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  Notes(
      Database database,
      NoteStore store,
      Leads leads,
      Events events,
      Clock clock,
      IdGenerator ids) {
    this.database = database;
    this.store = store;
    this.leads = leads;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Writes something down about a lead.
   *
   * @throws MceException INVALID with the field that is wrong; NOT_FOUND; WRONG_STATE when there
   *     are {@value #MOST} about the lead
   */
  public Note write(Actor actor, LeadId leadId, NoteDraft draft) {
    actor.require(Permission.LEAD_WRITE);
    Instant now = now();
    requireValid(draft, now);
    OrganizationId organizationId = actor.organizationId();
    Note note =
        new Note(
            new NoteId(ids.next()),
            leadId,
            draft.kind(),
            draft.text().strip(),
            happenedAt(draft, now),
            draft.duration(),
            draft.outcome(),
            actor.kind() + ":" + actor.id(),
            now,
            Optional.empty(),
            Optional.empty(),
            1);
    return database.inOrganization(
        organizationId,
        transaction -> {
          requireLead(organizationId, leadId);
          if (store.count(organizationId, leadId) >= MOST) {
            throw MceException.wrongState(
                "There are " + MOST + " notes about this lead; delete some to make room.");
          }
          store.insert(organizationId, note);
          leads.touch(organizationId, leadId);
          events.append(actor, new NoteWritten(leadId, note.id(), note.kind(), note.contact()));
          return note;
        });
  }

  /**
   * Replaces what a note says.
   *
   * @param draft all of what it says from now on; without a time the one it has stays
   * @param expectedVersion the version the person saw
   * @throws MceException FORBIDDEN for whom {@link Note#isChangeableBy} does not name;
   *     STALE_VERSION; INVALID with the field that is wrong; NOT_FOUND, also when its lead is
   *     deleted
   */
  public Note change(Actor actor, NoteId noteId, NoteDraft draft, long expectedVersion) {
    actor.require(Permission.LEAD_WRITE);
    Instant now = now();
    requireValid(draft, now);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          Note before = changeable(actor, noteId);
          Note after = changed(before, draft, actor, now);
          if (!store.update(organizationId, after, expectedVersion)) {
            throw stale(before);
          }
          events.append(
              actor,
              new NoteChanged(
                  after.leadId(), noteId, after.kind(), before.contact(), after.contact()));
          return after;
        });
  }

  /**
   * Deletes a note for good.
   *
   * @throws MceException FORBIDDEN for whom {@link Note#isChangeableBy} does not name; NOT_FOUND,
   *     also when its lead is deleted
   */
  public void delete(Actor actor, NoteId noteId) {
    actor.require(Permission.LEAD_WRITE);
    OrganizationId organizationId = actor.organizationId();
    database.runInOrganization(
        organizationId,
        transaction -> {
          Note before = changeable(actor, noteId);
          if (!store.delete(organizationId, noteId, before.version())) {
            throw stale(before);
          }
          events.append(
              actor, new NoteDeleted(before.leadId(), noteId, before.kind(), before.contact()));
        });
  }

  /**
   * Returns a note.
   *
   * @throws MceException NOT_FOUND, also when its lead is deleted
   */
  public Note get(Actor actor, NoteId noteId) {
    actor.require(Permission.LEAD_READ);
    OrganizationId organizationId = actor.organizationId();
    return database.read(
        organizationId,
        transaction ->
            store
                .find(organizationId, noteId)
                .filter(note -> leads.find(organizationId, note.leadId()).isPresent())
                .orElseThrow(() -> MceException.notFound("note")));
  }

  /**
   * Returns a page of the notes about a lead, by when it was, newest first. The id of a lead that
   * was merged leads to the one it went into.
   *
   * @throws MceException NOT_FOUND
   */
  public Page<Note> list(Actor actor, LeadId leadId, PageRequest page) {
    actor.require(Permission.LEAD_READ);
    OrganizationId organizationId = actor.organizationId();
    NoteStore.Position after =
        page.cursor(2)
            .map(cursor -> new NoteStore.Position(cursor.longAt(0), cursor.idAt(1)))
            .orElse(NoteStore.Position.START);
    return database.read(
        organizationId,
        transaction ->
            Page.of(
                store.of(organizationId, leads.get(actor, leadId).id(), after, page.limit() + 1),
                page.limit(),
                note -> Cursor.of(note.happenedAt().toEpochMilli(), note.id())));
  }

  /** Returns a note that the actor may change, and keeps its lead from being erased meanwhile. */
  private Note changeable(Actor actor, NoteId noteId) {
    OrganizationId organizationId = actor.organizationId();
    LeadId leadId =
        store
            .find(organizationId, noteId)
            .map(Note::leadId)
            .orElseThrow(() -> MceException.notFound("note"));
    if (leads.keep(organizationId, leadId).isEmpty()) {
      throw MceException.notFound("note");
    }
    Note note = store.find(organizationId, noteId).orElseThrow(() -> MceException.notFound("note"));
    if (!note.isChangeableBy(actor)) {
      throw new MceException(
          ErrorCode.FORBIDDEN,
          "Only who wrote this, or an administrator, can change or delete it.");
    }
    return note;
  }

  private static Note changed(Note before, NoteDraft draft, Actor actor, Instant now) {
    return new Note(
        before.id(),
        before.leadId(),
        draft.kind(),
        draft.text().strip(),
        draft.kind().isInteraction()
            ? draft.happenedAt().orElse(before.happenedAt())
            : before.writtenAt(),
        draft.duration(),
        draft.outcome(),
        before.writtenBy(),
        before.writtenAt(),
        Optional.of(actor.kind() + ":" + actor.id()),
        Optional.of(now),
        before.version() + 1);
  }

  private static MceException stale(Note note) {
    return new MceException(
        ErrorCode.STALE_VERSION,
        "Somebody else changed this in the meantime.",
        Map.of("version", String.valueOf(note.version())));
  }

  private void requireLead(OrganizationId organizationId, LeadId leadId) {
    if (leads.keep(organizationId, leadId).isEmpty()) {
      throw MceException.notFound("lead");
    }
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }

  private static Instant happenedAt(NoteDraft draft, Instant now) {
    return draft.happenedAt().map(at -> Instant.ofEpochMilli(at.toEpochMilli())).orElse(now);
  }

  private static void requireValid(NoteDraft draft, Instant now) {
    String text = draft.text().strip();
    if (text.isEmpty() && !draft.kind().isInteraction()) {
      throw MceException.invalid("text", "A note needs a text.");
    }
    if (text.length() > MAX_TEXT) {
      throw MceException.invalid(
          "text",
          String.format(
              Locale.ROOT,
              "This has %,d characters; a note has at most %,d.",
              text.length(),
              MAX_TEXT));
    }
    if (!StorableText.isStorable(text)) {
      throw MceException.invalid("text", "The text holds a character that cannot be kept.");
    }
    draft.happenedAt().ifPresent(at -> requireTime(draft.kind(), at, now));
    draft.duration().ifPresent(duration -> requireDuration(draft.kind(), duration));
    draft.outcome().ifPresent(outcome -> requireOutcome(draft.kind(), outcome));
  }

  private static void requireTime(NoteKind kind, Instant at, Instant now) {
    if (!kind.isInteraction()) {
      throw MceException.invalid(
          "happenedAt", "A note has no time of its own; log a call, a meeting or a message.");
    }
    if (at.isAfter(now.plus(AHEAD))) {
      throw MceException.invalid(
          "happenedAt", "This time is still to come; log it once it has happened.");
    }
    if (at.isBefore(EARLIEST)) {
      throw MceException.invalid("happenedAt", "This time is before the year 2000.");
    }
  }

  private static void requireDuration(NoteKind kind, Duration duration) {
    if (!kind.takesTime()) {
      throw MceException.invalid("minutes", "Only calls and meetings last.");
    }
    if (duration.compareTo(Duration.ofMinutes(1)) < 0 || duration.compareTo(LONGEST) > 0) {
      throw MceException.invalid(
          "minutes", "Give 1 to " + LONGEST.toMinutes() + " minutes, or leave it out.");
    }
  }

  private static void requireOutcome(NoteKind kind, NoteOutcome outcome) {
    if (!outcome.fits(kind)) {
      throw MceException.invalid(
          "outcome",
          NoteOutcome.of(kind).isEmpty()
              ? "A note has no outcome; log a call, a meeting or a message."
              : "What comes of a " + kind + " is one of " + NoteOutcome.of(kind) + ".");
    }
  }
}
