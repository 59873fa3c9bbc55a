package io.mce.organization;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/** Rows of settings. */
final class SettingStore {

  /** A setting as its row holds it. */
  record Stored(String value, long version) {}

  private final Database database;

  @Inject
  SettingStore(Database database) {
    this.database = database;
  }

  Optional<Stored> find(OrganizationId organizationId, String name) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select value, version from mce_setting
                    where organization_id = :organizationId and name = :name
                    """)
                .bind("name", name)
                .map(Row.mapper(row -> new Stored(row.text("value"), row.number("version"))))
                .findOne());
  }

  /** Stores a value; false when someone else changed it since this version, 0 for none. */
  boolean save(
      OrganizationId organizationId, String name, String value, long expected, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        expected == 0
                            ? """
                            insert into mce_setting
                              (organization_id, name, value, changed_at, version)
                            values (:organizationId, :name, :value, :now, 1)
                            on conflict (organization_id, name) do nothing
                            """
                            : """
                            update mce_setting
                            set value = :value, changed_at = :now, version = version + 1
                            where organization_id = :organizationId and name = :name
                              and version = :expected
                            """)
                    .bind("name", name)
                    .bind("value", value)
                    .bind("now", now)
                    .bind("expected", expected)
                    .execute()
                == 1);
  }
}
