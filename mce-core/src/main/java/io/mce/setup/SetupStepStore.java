package io.mce.setup;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Set;

/** Which steps were skipped. */
final class SetupStepStore {

  private final Database database;

  @Inject
  SetupStepStore(Database database) {
    this.database = database;
  }

  /** Notes a step as skipped; false when it was before. */
  boolean skip(OrganizationId organizationId, SetupStep step, String actorId, Instant at) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        insert into mce_setup_step (organization_id, step, skipped_by, skipped_at)
                        values (:organizationId, :step, :by, :at)
                        on conflict (organization_id, step) do nothing
                        """)
                    .bind("step", step.name())
                    .bind("by", actorId)
                    .bind("at", at)
                    .execute()
                == 1);
  }

  Set<SetupStep> skipped(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query("select step from mce_setup_step where organization_id = :organizationId")
                .map(Row.mapper(row -> row.constant("step", SetupStep.class)))
                .set());
  }
}
