package io.mce.ingestion;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mce.kernel.Cursor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import io.mce.secret.PersonalBox;
import io.mce.secret.SealedColumn;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/** The rows of imports: their progress, the pieces of their files, what could not be used. */
final class ImportStore {

  private static final String ERROR_SEAL = "import-error";

  static final List<SealedColumn> COLUMNS =
      List.of(
          new SealedColumn(
              "mce_import_chunk",
              "content_sealed",
              List.of("import_id", "number"),
              row -> chunkSeal(new ImportId(row.uuid("import_id")), row.integer("number"))),
          SealedColumn.of(
              "mce_import_error",
              "value_sealed",
              List.of("import_id", "row_number", "number"),
              ERROR_SEAL));

  private static final String LAST_ID = "\uffff";
  private static final TypeReference<Map<String, String>> MAPPING = new TypeReference<>() {};

  private static final RowMapper<Import> IMPORT =
      Row.mapper(row ->
          new Import(
              new ImportId(row.uuid("id")),
              row.text("file_name"),
              SourceId.of(row.text("source")),
              row.constant("status", ImportStatus.class),
              row.constant("mode", ImportMode.class),
              row.flag("automations"),
              row.number("total_rows"),
              row.number("processed"),
              row.number("created"),
              row.number("updated"),
              row.number("duplicates"),
              row.number("rejected"),
              row.optionalText("failure"),
              row.instant("created_at"),
              row.optionalInstant("finished_at")));

  private final Database database;
  private final PersonalBox secretBox;

  @Inject
  ImportStore(Database database, PersonalBox secretBox) {
    this.database = database;
    this.secretBox = secretBox;
  }

  /** What a worker needs to know beyond what is shown. */
  record Order(Import stored, Map<String, String> mapping, String createdBy) {}

  /** One thing that could not be used, with its place among those of its row. */
  record NewError(ImportError error, int number) {}

  void insert(
      OrganizationId organizationId,
      Import started,
      Map<String, String> mapping,
      String createdBy) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    insert into mce_import (organization_id, id, file_name, source, status, mode,
                      automations, mapping, total_rows, processed, created, updated, duplicates,
                      rejected, failure, created_by, created_at)
                    values (:organizationId, :id, :fileName, :source, :status, :mode,
                      :automations, :mapping, 0, 0, 0, 0, 0,
                      0, :failure, :createdBy, :createdAt)
                    """)
                .bind("id", started.id())
                .bind("fileName", started.fileName())
                .bind("source", started.source().value())
                .bind("status", started.status().name())
                .bind("mode", started.mode().name())
                .bind("automations", started.automations())
                .bind("mapping", Json.write(mapping))
                .bind("failure", started.failure().orElse(null))
                .bind("createdBy", createdBy)
                .bind("createdAt", started.createdAt())
                .execute());
  }

  /** Removes an import of which nothing was taken. */
  void remove(OrganizationId organizationId, ImportId importId) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          deleteChunks(organizationId, importId);
          transaction
              .update(
                  """
                  delete from mce_import where organization_id = :organizationId and id = :id
                  """)
              .bind("id", importId)
              .execute();
        });
  }

  /** Notes that the file is complete and the import waits for its turn. */
  void queue(OrganizationId organizationId, ImportId importId) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_import set status = :status, failure = null
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("status", ImportStatus.QUEUED.name())
                .bind("id", importId)
                .execute());
  }

  /** Notes how many rows there are and that they are being taken. */
  void begin(OrganizationId organizationId, ImportId importId, long rows) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_import set status = :status, total_rows = :rows
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("status", ImportStatus.RUNNING.name())
                .bind("rows", rows)
                .bind("id", importId)
                .execute());
  }

  /** Stores the counts after a batch; false when someone else took the batch. */
  boolean advance(OrganizationId organizationId, Import before, Import after) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_import
                        set processed = :processed, created = :created, updated = :updated,
                          duplicates = :duplicates, rejected = :rejected
                        where organization_id = :organizationId and id = :id
                          and processed = :before and status = 'RUNNING'
                        """)
                    .bind("processed", after.processed())
                    .bind("created", after.created())
                    .bind("updated", after.updated())
                    .bind("duplicates", after.duplicates())
                    .bind("rejected", after.rejected())
                    .bind("id", before.id())
                    .bind("before", before.processed())
                    .execute()
                == 1);
  }

  /** Ends an import and removes its file; false when it had ended. */
  boolean finish(
      OrganizationId organizationId,
      ImportId importId,
      ImportStatus status,
      Optional<String> failure,
      Instant at) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          boolean finished =
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
                  == 1;
          deleteChunks(organizationId, importId);
          return finished;
        });
  }

  Optional<Import> find(OrganizationId organizationId, ImportId importId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_import where organization_id = :organizationId and id = :id
                    """)
                .bind("id", importId)
                .map(IMPORT)
                .findOne());
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
                .map((result, context) ->
                    new Order(
                        IMPORT.map(result, context),
                        Json.read(result.getString("mapping"), MAPPING),
                        result.getString("created_by")))
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

  /** Stores a piece of the file. */
  void insertChunk(OrganizationId organizationId, ImportId importId, int number, byte[] content) {
    String sealed = secretBox.seal(organizationId, chunkSeal(importId, number), content);
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    insert into mce_import_chunk
                      (organization_id, import_id, number, content_sealed)
                    values (:organizationId, :importId, :number, :content)
                    """)
                .bind("importId", importId)
                .bind("number", number)
                .bind("content", sealed)
                .execute());
  }

  /** Returns a piece of the file; empty after the last. */
  Optional<byte[]> chunk(OrganizationId organizationId, ImportId importId, int number) {
    return database
        .read(
            organizationId,
            transaction ->
                transaction
                    .query(
                        """
                        select content_sealed from mce_import_chunk
                        where organization_id = :organizationId and import_id = :importId
                          and number = :number
                        """)
                    .bind("importId", importId)
                    .bind("number", number)
                    .map(Row.mapper(row -> row.text("content_sealed")))
                    .findOne())
        .map(sealed -> secretBox.open(organizationId, chunkSeal(importId, number), sealed));
  }

  /** Removes the file. */
  void deleteChunks(OrganizationId organizationId, ImportId importId) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_import_chunk
                    where organization_id = :organizationId and import_id = :importId
                    """)
                .bind("importId", importId)
                .execute());
  }

  /** Stores what could not be used. */
  void insertErrors(OrganizationId organizationId, ImportId importId, List<NewError> errors) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          var batch =
              transaction.batch(
                  """
                  insert into mce_import_error (organization_id, import_id, row_number, number,
                    column_name, value_sealed, code, reason, hint)
                  values (:organizationId, :importId, :row, :number,
                    :column, :value, :code, :reason, :hint)
                  """);
          for (NewError each : errors) {
            ImportError error = each.error();
            batch
                .bind("importId", importId)
                .bind("row", error.row())
                .bind("number", each.number())
                .bind("column", error.column())
                .bind("value", secretBox.seal(organizationId, ERROR_SEAL, error.value()))
                .bind("code", error.code())
                .bind("reason", error.reason())
                .bind("hint", error.hint())
                .add();
          }
          batch.execute();
        });
  }

  /** Returns a page of what could not be used, in the order of the file. */
  Page<ImportError> errors(OrganizationId organizationId, ImportId importId, PageRequest page) {
    Optional<Cursor> after = page.cursor(2);
    Page<NewError> rows =
        database.read(
            organizationId,
            transaction -> {
              Query query =
                  transaction
                      .query(
                          """
                          select * from mce_import_error
                          where organization_id = :organizationId and import_id = :importId
                            and (row_number, number) > (:row, :number)
                          order by row_number, number limit :limit
                          """)
                      .bind("importId", importId)
                      .bind("row", after.map(cursor -> cursor.longAt(0)).orElse(-1L))
                      .bind("number", after.map(cursor -> cursor.longAt(1)).orElse(-1L))
                      .bind("limit", page.limit() + 1);
              return Page.of(
                  query.map(Row.mapper(row -> error(organizationId, row))).list(),
                  page.limit(),
                  each -> Cursor.of(each.error().row(), each.number()));
            });
    return rows.map(NewError::error);
  }

  private NewError error(OrganizationId organizationId, Row row) {
    return new NewError(
        new ImportError(
            row.number("row_number"),
            row.text("column_name"),
            secretBox.openText(organizationId, ERROR_SEAL, row.text("value_sealed")),
            row.text("code"),
            row.text("reason"),
            row.text("hint")),
        row.integer("number"));
  }

  private static String chunkSeal(ImportId importId, int number) {
    return "import-chunk/" + importId + "/" + number;
  }
}
