package io.mce.ingestion;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mce.kernel.Cursor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.lead.CaptureScope;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/** The rows of imports: what is wanted, how far they are, what became of them. */
final class ImportStore {

  private static final String LAST_ID = "\uffff";
  private static final TypeReference<Map<String, String>> MAPPING = new TypeReference<>() {};
  private static final TypeReference<List<String>> HEADERS = new TypeReference<>() {};

  private static final RowMapper<Import> IMPORT =
      Row.mapper(row ->
          new Import(
              new ImportId(row.uuid("id")),
              row.text("file_name"),
              SourceId.of(row.text("source")),
              row.constant("status", ImportStatus.class),
              row.constant("mode", ImportMode.class),
              row.constant("scope", CaptureScope.class),
              row.flag("automations"),
              new ImportUpload(row.number("file_bytes"), row.number("received_bytes")),
              new ImportCheck(
                  row.integer("check_number"),
                  row.flag("check_finished"),
                  new ImportCounts(
                      row.number("checked"),
                      row.number("check_created"),
                      row.number("check_updated"),
                      row.number("check_duplicates"),
                      row.number("check_skipped"),
                      row.number("check_rejected"))),
              row.number("total_rows"),
              new ImportCounts(
                  row.number("processed"),
                  row.number("created"),
                  row.number("updated"),
                  row.number("duplicates"),
                  row.number("skipped"),
                  row.number("rejected")),
              Duration.ofMillis(row.number("worked_millis")),
              row.optionalText("failure"),
              row.optionalText("undone_by")
                  .map(by ->
                      new ImportUndo(
                          ImportedBy.of(by),
                          row.instant("undone_at"),
                          row.number("undo_removed"),
                          row.number("undo_restored"),
                          row.number("undo_kept"))),
              ImportedBy.of(row.text("created_by")),
              row.instant("created_at"),
              row.optionalInstant("finished_at")));

  private static final RowMapper<Order> ORDER =
      (result, context) -> {
        Import stored = IMPORT.map(result, context);
        return Row.<Order>mapper(row ->
                new Order(
                    stored,
                    Json.read(row.text("mapping"), MAPPING),
                    Json.read(row.text("headers"), HEADERS),
                    row.optionalText("encoding"),
                    row.optionalText("delimiter").map(text -> text.charAt(0)),
                    row.integer("pieces"),
                    row.optionalText("undo_then").map(ImportStatus::valueOf),
                    row.optionalText("undo_after")))
            .map(result, context);
      };

  private final Database database;

  @Inject
  ImportStore(Database database) {
    this.database = database;
  }

  /**
   * What is known beyond what is shown.
   *
   * @param headers empty until the file is here
   * @param pieces how many pieces of the file are here
   * @param undoThen what the import is called when its undo is done
   * @param undoAfter the last lead that the undo looked at
   */
  record Order(
      Import stored,
      Map<String, String> mapping,
      List<String> headers,
      Optional<String> encoding,
      Optional<Character> delimiter,
      int pieces,
      Optional<ImportStatus> undoThen,
      Optional<String> undoAfter) {}

  void insert(OrganizationId organizationId, Import started, Map<String, String> mapping) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    insert into mce_import (organization_id, id, file_name, source, status, mode,
                      scope, automations, mapping, file_bytes, total_rows, processed, created,
                      updated, duplicates, rejected, failure, created_by, created_at)
                    values (:organizationId, :id, :fileName, :source, :status, :mode,
                      :scope, :automations, :mapping, :bytes, 0, 0, 0,
                      0, 0, 0, :failure, :createdBy, :createdAt)
                    """)
                .bind("id", started.id())
                .bind("fileName", started.fileName())
                .bind("source", started.source().value())
                .bind("status", started.status().name())
                .bind("mode", started.mode().name())
                .bind("scope", started.scope().name())
                .bind("automations", started.automations())
                .bind("mapping", Json.write(mapping))
                .bind("bytes", started.upload().bytes())
                .bind("failure", started.failure().orElse(null))
                .bind("createdBy", started.startedBy().text())
                .bind("createdAt", started.createdAt())
                .execute());
  }

  /** Removes an import of which nothing was taken, and whose pieces are gone. */
  void remove(OrganizationId organizationId, ImportId importId) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_import where organization_id = :organizationId and id = :id
                    """)
                .bind("id", importId)
                .execute());
  }

  /** Notes that a piece is here; false when it is not the next one. */
  boolean received(
      OrganizationId organizationId, ImportId importId, long offset, int bytes, int pieces) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_import
                        set received_bytes = received_bytes + :bytes, pieces = pieces + :pieces
                        where organization_id = :organizationId and id = :id
                          and status = 'UPLOADING' and received_bytes = :offset
                        """)
                    .bind("bytes", bytes)
                    .bind("pieces", pieces)
                    .bind("offset", offset)
                    .bind("id", importId)
                    .execute()
                == 1);
  }

  /** Notes how the file is written, and that it is here; false when that was known. */
  boolean describe(
      OrganizationId organizationId, ImportId importId, FileForm form, ImportStatus status) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_import
                        set status = :status, encoding = :encoding, delimiter = :delimiter,
                          headers = :headers, failure = null
                        where organization_id = :organizationId and id = :id
                          and status = 'UPLOADING'
                        """)
                    .bind("status", status.name())
                    .bind("encoding", form.encoding())
                    .bind("delimiter", String.valueOf(form.delimiter()))
                    .bind("headers", Json.write(form.headers()))
                    .bind("id", importId)
                    .execute()
                == 1);
  }

  /** Starts looking at the rows of a draft anew, with this mapping and scope. */
  void check(
      OrganizationId organizationId,
      ImportId importId,
      Map<String, String> mapping,
      CaptureScope scope) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_import
                    set mapping = :mapping, scope = :scope, check_number = check_number + 1,
                      check_finished = false, checked = 0, check_created = 0, check_updated = 0,
                      check_duplicates = 0, check_skipped = 0, check_rejected = 0
                    where organization_id = :organizationId and id = :id
                      and status in ('DRAFT', 'QUEUED', 'CHECKING')
                    """)
                .bind("mapping", Json.write(mapping))
                .bind("scope", scope.name())
                .bind("id", importId)
                .execute());
  }

  /** Stores how far a check is; false when another one has begun since. */
  boolean checked(
      OrganizationId organizationId, ImportId importId, ImportCheck check, long seenBefore) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_import
                        set checked = :checked, check_created = :created,
                          check_updated = :updated, check_duplicates = :duplicates,
                          check_skipped = :skipped, check_rejected = :rejected,
                          check_finished = :finished
                        where organization_id = :organizationId and id = :id
                          and check_number = :number and checked = :before
                          and status in ('DRAFT', 'CHECKING')
                        """)
                    .bind("checked", check.counts().processed())
                    .bind("created", check.counts().created())
                    .bind("updated", check.counts().updated())
                    .bind("duplicates", check.counts().duplicates())
                    .bind("skipped", check.counts().skipped())
                    .bind("rejected", check.counts().rejected())
                    .bind("finished", check.finished())
                    .bind("number", check.number())
                    .bind("before", seenBefore)
                    .bind("id", importId)
                    .execute()
                == 1);
  }

  /** Queues a draft; false when it is none any more. */
  boolean confirm(
      OrganizationId organizationId, ImportId importId, ImportTerms terms, ImportedBy by) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_import
                        set status = 'QUEUED', mode = :mode, automations = :automations,
                          source = coalesce(:source, source), mapping = :mapping, scope = :scope,
                          created_by = :by, failure = null
                        where organization_id = :organizationId and id = :id and status = 'DRAFT'
                        """)
                    .bind("mode", terms.mode().name())
                    .bind("automations", terms.automations())
                    .bind("source", terms.source().map(SourceId::value).orElse(null))
                    .bind("mapping", Json.write(terms.mapping()))
                    .bind("scope", terms.scope().name())
                    .bind("by", by.text())
                    .bind("id", importId)
                    .execute()
                == 1);
  }

  /** Gives an import another status; false when it has not the one it is expected to have. */
  boolean changeStatus(
      OrganizationId organizationId, ImportId importId, ImportStatus from, ImportStatus to) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_import set status = :to
                        where organization_id = :organizationId and id = :id and status = :from
                        """)
                    .bind("from", from.name())
                    .bind("to", to.name())
                    .bind("id", importId)
                    .execute()
                == 1);
  }

  /** Notes how many rows there are and that they are being taken; false when they are not. */
  boolean begin(OrganizationId organizationId, ImportId importId, long rows) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_import set status = 'RUNNING', total_rows = :rows
                        where organization_id = :organizationId and id = :id
                          and status = 'QUEUED'
                        """)
                    .bind("rows", rows)
                    .bind("id", importId)
                    .execute()
                == 1);
  }

  /** Stores the counts after a batch; false when someone else took the batch, or paused. */
  boolean advance(OrganizationId organizationId, Import before, Import after) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_import
                        set processed = :processed, created = :created, updated = :updated,
                          duplicates = :duplicates, skipped = :skipped, rejected = :rejected,
                          worked_millis = :worked
                        where organization_id = :organizationId and id = :id
                          and processed = :before and status = 'RUNNING'
                        """)
                    .bind("processed", after.processed())
                    .bind("created", after.created())
                    .bind("updated", after.updated())
                    .bind("duplicates", after.duplicates())
                    .bind("skipped", after.skipped())
                    .bind("rejected", after.rejected())
                    .bind("worked", after.worked().toMillis())
                    .bind("id", before.id())
                    .bind("before", before.processed())
                    .execute()
                == 1);
  }

  /** Ends an import; false when it had ended. */
  boolean finish(
      OrganizationId organizationId,
      ImportId importId,
      ImportStatus status,
      Optional<String> failure,
      Instant at) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_import
                        set status = :status, failure = :failure, finished_at = :at
                        where organization_id = :organizationId and id = :id
                          and finished_at is null
                        """)
                    .bind("status", status.name())
                    .bind("failure", failure.orElse(null))
                    .bind("at", at)
                    .bind("id", importId)
                    .execute()
                == 1);
  }

  /** Begins an undo; false when the import has not the status it is expected to have. */
  boolean beginUndo(
      OrganizationId organizationId,
      ImportId importId,
      ImportStatus from,
      ImportStatus then,
      ImportedBy by,
      Instant at) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_import
                        set status = 'UNDOING', undo_then = :then, undone_by = :by,
                          undone_at = :at
                        where organization_id = :organizationId and id = :id and status = :from
                          and undone_by is null
                        """)
                    .bind("from", from.name())
                    .bind("then", then.name())
                    .bind("by", by.text())
                    .bind("at", at)
                    .bind("id", importId)
                    .execute()
                == 1);
  }

  /** Stores how far an undo is. */
  void undone(
      OrganizationId organizationId,
      ImportId importId,
      String after,
      int removed,
      int restored,
      int kept) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_import
                    set undo_after = :after, undo_removed = undo_removed + :removed,
                      undo_restored = undo_restored + :restored, undo_kept = undo_kept + :kept
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("after", after)
                .bind("removed", removed)
                .bind("restored", restored)
                .bind("kept", kept)
                .bind("id", importId)
                .execute());
  }

  /** Counts leads that were left as they are when merges were taken apart. */
  void undoneMerges(OrganizationId organizationId, ImportId importId, int kept) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_import set undo_kept = undo_kept + :kept
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("kept", kept)
                .bind("id", importId)
                .execute());
  }

  Optional<Import> find(OrganizationId organizationId, ImportId importId) {
    return findOrder(organizationId, importId).map(Order::stored);
  }

  Optional<Order> findOrder(OrganizationId organizationId, ImportId importId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_import where organization_id = :organizationId and id = :id
                    """)
                .bind("id", importId)
                .map(ORDER)
                .findOne());
  }

  /** Returns a page, newest first. */
  Page<Import> list(OrganizationId organizationId, PageRequest page) {
    String before = page.cursor(1).map(cursor -> cursor.idAt(0)).orElse(LAST_ID);
    return database.read(
        organizationId,
        transaction ->
            Page.of(
                transaction
                    .query(
                        """
                        select * from mce_import
                        where organization_id = :organizationId and id < :before
                        order by id desc limit :limit
                        """)
                    .bind("before", before)
                    .bind("limit", page.limit() + 1)
                    .map(IMPORT)
                    .list(),
                page.limit(),
                each -> Cursor.of(each.id())));
  }
}
