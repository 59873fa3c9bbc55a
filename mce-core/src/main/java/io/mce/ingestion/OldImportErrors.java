package io.mce.ingestion;

import io.mce.kernel.DataKind;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.RetainedData;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Instant;

/**
 * Forgets what old imports could not use. Those values name persons who are no leads, so that no
 * erasure finds them: they go by age alone.
 */
final class OldImportErrors implements RetainedData {

  private static final DataKind KIND = DataKind.kept("IMPORT_ERRORS", 1, 365, 30);

  private final Database database;

  @Inject
  OldImportErrors(Database database) {
    this.database = database;
  }

  @Override
  public DataKind kind() {
    return KIND;
  }

  @Override
  public int removeBefore(OrganizationId organizationId, Instant before, int limit) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          int rows =
              transaction
                  .update(
                      """
                      delete from mce_import_row
                      where organization_id = :organizationId
                        and (import_id, row_number) in (
                          select r.import_id, r.row_number from mce_import_row r
                          join mce_import i on i.organization_id = :organizationId
                            and i.id = r.import_id
                          where r.organization_id = :organizationId and i.finished_at < :before
                          limit :limit)
                      """)
                  .bind("before", before)
                  .bind("limit", limit)
                  .execute();
          return rows
              + transaction
                  .update(
                      """
                      delete from mce_import_error
                      where organization_id = :organizationId
                        and (import_id, row_number, number) in (
                          select e.import_id, e.row_number, e.number from mce_import_error e
                          join mce_import i on i.organization_id = :organizationId
                            and i.id = e.import_id
                          where e.organization_id = :organizationId and i.finished_at < :before
                          limit :limit)
                      """)
                  .bind("before", before)
                  .bind("limit", limit)
                  .execute();
        });
  }
}
