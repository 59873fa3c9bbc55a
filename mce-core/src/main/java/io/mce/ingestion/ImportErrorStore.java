package io.mce.ingestion;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mce.kernel.Cursor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import io.mce.secret.PersonalBox;
import io.mce.secret.SealedColumn;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** What of files could not be used, with the whole rows. */
final class ImportErrorStore {

  private static final String ERROR_SEAL = "import-error";
  private static final String ROW_SEAL = "import-row";

  static final List<SealedColumn> COLUMNS =
      List.of(
          SealedColumn.of(
              "mce_import_error",
              "value_sealed",
              List.of("import_id", "row_number", "number"),
              ERROR_SEAL),
          SealedColumn.of(
              "mce_import_row", "cells_sealed", List.of("import_id", "row_number"), ROW_SEAL));

  private static final TypeReference<List<String>> CELLS = new TypeReference<>() {};

  private final Database database;
  private final PersonalBox secretBox;

  @Inject
  ImportErrorStore(Database database, PersonalBox secretBox) {
    this.database = database;
    this.secretBox = secretBox;
  }

  /** One thing that could not be used, with its place among those of its row. */
  record NewError(ImportError error, int number) {}

  /** A row of which something could not be used. */
  record FaultyRow(long number, List<String> cells) {

    /** The number only: the rest is personal. */
    @Override
    public String toString() {
      return "FaultyRow[" + number + "]";
    }
  }

  /** Stores what could not be used. */
  void insertErrors(OrganizationId organizationId, ImportId importId, List<NewError> errors) {
    if (errors.isEmpty()) {
      return;
    }
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
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

  /** Stores the rows of which something could not be used. */
  void insertRows(OrganizationId organizationId, ImportId importId, List<FaultyRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  insert into mce_import_row
                    (organization_id, import_id, row_number, cells_sealed)
                  values (:organizationId, :importId, :row, :cells)
                  """);
          for (FaultyRow each : rows) {
            batch
                .bind("importId", importId)
                .bind("row", each.number())
                .bind("cells", secretBox.seal(organizationId, ROW_SEAL, Json.write(each.cells())))
                .add();
          }
          batch.execute();
        });
  }

  /** Forgets what was found so far. */
  void deleteAll(OrganizationId organizationId, ImportId importId) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          transaction
              .update(
                  """
                  delete from mce_import_error
                  where organization_id = :organizationId and import_id = :importId
                  """)
              .bind("importId", importId)
              .execute();
          transaction
              .update(
                  """
                  delete from mce_import_row
                  where organization_id = :organizationId and import_id = :importId
                  """)
              .bind("importId", importId)
              .execute();
        });
  }

  /** Returns some of the rows, in the order of the file, after one. */
  List<FaultyRow> rows(OrganizationId organizationId, ImportId importId, long after, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select row_number, cells_sealed from mce_import_row
                    where organization_id = :organizationId and import_id = :importId
                      and row_number > :after
                    order by row_number limit :limit
                    """)
                .bind("importId", importId)
                .bind("after", after)
                .bind("limit", limit)
                .map(
                    Row.mapper(row ->
                        new FaultyRow(
                            row.number("row_number"),
                            Json.read(
                                secretBox.openText(
                                    organizationId, ROW_SEAL, row.text("cells_sealed")),
                                CELLS))))
                .list());
  }

  /** Returns what could not be used of the rows from one to another. */
  List<ImportError> errorsOf(
      OrganizationId organizationId, ImportId importId, long first, long last) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_import_error
                    where organization_id = :organizationId and import_id = :importId
                      and row_number between :first and :last
                    order by row_number, number
                    """)
                .bind("importId", importId)
                .bind("first", first)
                .bind("last", last)
                .map(Row.mapper(row -> error(organizationId, row).error()))
                .list());
  }

  /** Returns a page of what could not be used, in the order of the file. */
  Page<ImportError> errors(OrganizationId organizationId, ImportId importId, PageRequest page) {
    Optional<Cursor> after = page.cursor(2);
    Page<NewError> rows =
        database.read(
            organizationId,
            transaction ->
                Page.of(
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
                        .bind("limit", page.limit() + 1)
                        .map(Row.mapper(row -> error(organizationId, row)))
                        .list(),
                    page.limit(),
                    each -> Cursor.of(each.error().row(), each.number())));
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
}
