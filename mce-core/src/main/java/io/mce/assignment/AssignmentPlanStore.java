package io.mce.assignment;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Instant;

/** The plans of organizations; who chose nothing has the usual one. */
final class AssignmentPlanStore {

  private final Database database;

  @Inject
  AssignmentPlanStore(Database database) {
    this.database = database;
  }

  AssignmentPlans.Chosen find(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select plan, version from mce_assignment_plan
                    where organization_id = :organizationId
                    """)
                .map(
                    Row.mapper(row ->
                        new AssignmentPlans.Chosen(
                            Json.read(row.text("plan"), AssignmentPlan.class),
                            row.number("version"))))
                .findOne()
                .orElse(new AssignmentPlans.Chosen(AssignmentPlan.DEFAULT, 0)));
  }

  /** Stores a plan; false when someone else changed it since this version. */
  boolean save(OrganizationId organizationId, AssignmentPlan plan, long expected, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        expected == 0
                            ? """
                            insert into mce_assignment_plan
                              (organization_id, plan, changed_at, version)
                            values (:organizationId, :plan, :now, 1)
                            on conflict (organization_id) do nothing
                            """
                            : """
                            update mce_assignment_plan
                            set plan = :plan, changed_at = :now, version = version + 1
                            where organization_id = :organizationId and version = :expected
                            """)
                    .bind("plan", Json.write(plan))
                    .bind("now", now)
                    .bind("expected", expected)
                    .execute()
                == 1);
  }
}
