package io.mce.note;

import io.mce.kernel.OrganizationId;
import io.mce.lead.LeadId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.secret.PersonalBox;
import io.mce.secret.SealedColumn;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of notes; what they say is sealed. */
final class NoteStore {

  /** What of it is sealed. */
  static final SealedColumn COLUMN =
      new SealedColumn(
          "mce_note", "text_sealed", List.of("id"), row -> place(new NoteId(row.uuid("id"))));

  /**
   * A place in the notes of a lead, newest first.
   *
   * @param noteId the last note seen of those of that moment
   */
  record Position(long happenedAt, String noteId) {
    static final Position START =
        new Position(Long.MAX_VALUE, "ffffffff-ffff-ffff-ffff-ffffffffffff");

    static Position of(Note note) {
      return new Position(note.happenedAt().toEpochMilli(), note.id().toString());
    }
  }

  private final Database database;
  private final PersonalBox box;

  @Inject
  NoteStore(Database database, PersonalBox box) {
    this.database = database;
    this.box = box;
  }

  void insert(OrganizationId organizationId, Note note) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    insert into mce_note (organization_id, id, lead_id, kind, text_sealed,
                      happened_at, minutes, outcome, written_by, written_at, version)
                    values (:organizationId, :id, :leadId, :kind, :text,
                      :happenedAt, :minutes, :outcome, :writtenBy, :writtenAt, :version)
                    """)
                .bind("id", note.id())
                .bind("leadId", note.leadId())
                .bind("kind", note.kind().name())
                .bind("text", sealed(organizationId, note))
                .bind("happenedAt", note.happenedAt())
                .bind("minutes", minutes(note))
                .bind("outcome", note.outcome().map(Enum::name).orElse(null))
                .bind("writtenBy", note.writtenBy())
                .bind("writtenAt", note.writtenAt())
                .bind("version", note.version())
                .execute());
  }

  /** Stores a note as it reads now, with its version; false when it has another one than before. */
  boolean update(OrganizationId organizationId, Note note, long expectedVersion) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_note
                        set kind = :kind, text_sealed = :text, happened_at = :happenedAt,
                          minutes = :minutes, outcome = :outcome, edited_by = :editedBy,
                          edited_at = :editedAt, version = :version
                        where organization_id = :organizationId and id = :id
                          and version = :expectedVersion
                        """)
                    .bind("kind", note.kind().name())
                    .bind("text", sealed(organizationId, note))
                    .bind("happenedAt", note.happenedAt())
                    .bind("minutes", minutes(note))
                    .bind("outcome", note.outcome().map(Enum::name).orElse(null))
                    .bind("editedBy", note.editedBy().orElse(null))
                    .bind("editedAt", note.editedAt().orElse(null))
                    .bind("version", note.version())
                    .bind("id", note.id())
                    .bind("expectedVersion", expectedVersion)
                    .execute()
                == 1);
  }

  /** Removes a note; false when it has another version. */
  boolean delete(OrganizationId organizationId, NoteId noteId, long expectedVersion) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        delete from mce_note
                        where organization_id = :organizationId and id = :id
                          and version = :expectedVersion
                        """)
                    .bind("id", noteId)
                    .bind("expectedVersion", expectedVersion)
                    .execute()
                == 1);
  }

  Optional<Note> find(OrganizationId organizationId, NoteId noteId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_note
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", noteId)
                .map(Row.mapper(row -> note(organizationId, row)))
                .findOne());
  }

  /** Returns notes about a lead after a place, the newest first. */
  List<Note> of(OrganizationId organizationId, LeadId leadId, Position after, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_note
                    where organization_id = :organizationId and lead_id = :leadId
                      and (happened_at < :at or (happened_at = :at and id < :after))
                    order by happened_at desc, id desc limit :limit
                    """)
                .bind("leadId", leadId)
                .bind("at", after.happenedAt())
                .bind("after", after.noteId())
                .bind("limit", limit)
                .map(Row.mapper(row -> note(organizationId, row)))
                .list());
  }

  long count(OrganizationId organizationId, LeadId leadId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select count(*) as n from mce_note
                    where organization_id = :organizationId and lead_id = :leadId
                    """)
                .bind("leadId", leadId)
                .mapTo(Long.class)
                .one());
  }

  /** Makes all notes about a lead those about another one; returns which. */
  List<NoteId> giveAll(OrganizationId organizationId, LeadId from, LeadId into) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    update mce_note set lead_id = :into
                    where organization_id = :organizationId and lead_id = :from
                    returning id
                    """)
                .bind("into", into)
                .bind("from", from)
                .map(Row.mapper(row -> new NoteId(row.uuid("id"))))
                .list());
  }

  /** Gives notes back to the lead they came from, those that are still where they went. */
  void giveBack(OrganizationId organizationId, List<NoteId> ids, LeadId from, LeadId into) {
    if (ids.isEmpty()) {
      return;
    }
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_note set lead_id = :from
                    where organization_id = :organizationId and lead_id = :into and id in (<ids>)
                    """)
                .bind("from", from)
                .bind("into", into)
                .bindList("ids", ids)
                .execute());
  }

  void deleteOf(OrganizationId organizationId, UUID person) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_note
                    where organization_id = :organizationId and lead_id = :person
                    """)
                .bind("person", person)
                .execute());
  }

  /** Removes some of what was written before a time; returns how many. */
  int removeBefore(OrganizationId organizationId, Instant before, int limit) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_note
                    where organization_id = :organizationId and id in (
                      select old.id from mce_note old
                      where old.organization_id = :organizationId and old.written_at < :before
                      limit :limit)
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
  }

  private Note note(OrganizationId organizationId, Row row) {
    NoteId id = new NoteId(row.uuid("id"));
    OptionalLong minutes = row.optionalNumber("minutes");
    return new Note(
        id,
        new LeadId(row.uuid("lead_id")),
        row.constant("kind", NoteKind.class),
        box.openText(organizationId, place(id), row.text("text_sealed")),
        row.instant("happened_at"),
        minutes.isPresent()
            ? Optional.of(Duration.ofMinutes(minutes.getAsLong()))
            : Optional.empty(),
        row.optionalText("outcome").map(NoteOutcome::valueOf),
        row.text("written_by"),
        row.instant("written_at"),
        row.optionalText("edited_by"),
        row.optionalInstant("edited_at"),
        row.number("version"));
  }

  private String sealed(OrganizationId organizationId, Note note) {
    return box.seal(organizationId, place(note.id()), note.text());
  }

  private static @Nullable Long minutes(Note note) {
    return note.duration().map(Duration::toMinutes).orElse(null);
  }

  private static String place(NoteId id) {
    return "note:" + id;
  }
}
