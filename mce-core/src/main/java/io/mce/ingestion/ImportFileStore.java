package io.mce.ingestion;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.secret.PersonalBox;
import io.mce.secret.SealedColumn;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** The files of imports, in pieces. */
final class ImportFileStore {

  static final SealedColumn COLUMN =
      new SealedColumn(
          "mce_import_chunk",
          "content_sealed",
          List.of("import_id", "number"),
          row -> seal(new ImportId(row.uuid("import_id")), row.integer("number")));

  private final Database database;
  private final PersonalBox secretBox;

  @Inject
  ImportFileStore(Database database, PersonalBox secretBox) {
    this.database = database;
    this.secretBox = secretBox;
  }

  /** Stores a piece of the file. */
  void insertChunk(OrganizationId organizationId, ImportId importId, int number, byte[] content) {
    String sealed = secretBox.seal(organizationId, seal(importId, number), content);
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
        .map(sealed -> secretBox.open(organizationId, seal(importId, number), sealed));
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

  private static String seal(ImportId importId, int number) {
    return "import-chunk/" + importId + "/" + number;
  }
}
