package io.mce.privacy;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What organizations chose; a kind they chose nothing for is not in it. */
final class RetentionStore {

  /** Stands for: kept until a person removes it. */
  static final int FOR_GOOD = 0;

  private static final TypeReference<TreeMap<String, Integer>> DAYS = new TypeReference<>() {};

  /** The choices and how often they were changed. */
  record Chosen(Map<String, Integer> days, long version) {}

  private final Database database;

  @Inject
  RetentionStore(Database database) {
    this.database = database;
  }

  Chosen find(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select days, version from mce_retention_policy
                    where organization_id = :organizationId
                    """)
                .map(
                    Row.mapper(row ->
                        new Chosen(Json.read(row.text("days"), DAYS), row.number("version"))))
                .findOne()
                .orElse(new Chosen(Map.of(), 0)));
  }

  /** Stores choices; false when someone else changed them since this version. */
  boolean save(
      OrganizationId organizationId, Map<String, Integer> days, long expected, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        expected == 0
                            ? """
                            insert into mce_retention_policy
                              (organization_id, days, changed_at, version)
                            values (:organizationId, :days, :now, 1)
                            on conflict (organization_id) do nothing
                            """
                            : """
                            update mce_retention_policy
                            set days = :days, changed_at = :now, version = version + 1
                            where organization_id = :organizationId and version = :expected
                            """)
                    .bind("days", Json.write(new TreeMap<>(days)))
                    .bind("now", now)
                    .bind("expected", expected)
                    .execute()
                == 1);
  }
}
