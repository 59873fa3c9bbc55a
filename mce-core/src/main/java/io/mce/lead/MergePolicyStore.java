package io.mce.lead;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Instant;

/** The policies of organizations; who chose nothing has the usual one. */
final class MergePolicyStore {

  private final Database database;

  @Inject
  MergePolicyStore(Database database) {
    this.database = database;
  }

  MergePolicies.Chosen find(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select policy, version from mce_merge_policy
                    where organization_id = :organizationId
                    """)
                .map(
                    Row.mapper(row ->
                        new MergePolicies.Chosen(
                            Json.read(row.text("policy"), MergePolicy.class),
                            row.number("version"))))
                .findOne()
                .orElse(new MergePolicies.Chosen(MergePolicy.DEFAULT, 0)));
  }

  /** Stores a policy; false when someone else changed it since this version. */
  boolean save(OrganizationId organizationId, MergePolicy policy, long expected, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        expected == 0
                            ? """
                            insert into mce_merge_policy
                              (organization_id, policy, changed_at, version)
                            values (:organizationId, :policy, :now, 1)
                            on conflict (organization_id) do nothing
                            """
                            : """
                            update mce_merge_policy
                            set policy = :policy, changed_at = :now, version = version + 1
                            where organization_id = :organizationId and version = :expected
                            """)
                    .bind("policy", Json.write(policy))
                    .bind("now", now)
                    .bind("expected", expected)
                    .execute()
                == 1);
  }
}
