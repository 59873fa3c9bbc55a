package io.mce.organization;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/** Rows of organizations and their keys. */
final class OrganizationStore {

  private static final RowMapper<Organization> ORGANIZATION =
      Row.mapper(row ->
          new Organization(
              row.organizationId(),
              row.text("organization_key"),
              row.text("name"),
              row.text("default_region"),
              ZoneId.of(row.text("time_zone")),
              row.optionalText("business_hours"),
              row.optionalText("quiet_hours"),
              row.instant("created_at"),
              row.number("version")));

  private final Database database;

  @Inject
  OrganizationStore(Database database) {
    this.database = database;
  }

  /** Takes the key and stores the organization; false, and nothing stored, when it is taken. */
  boolean insert(Organization organization) {
    return database.inOrganization(
        organization.id(),
        transaction ->
            insertKey(transaction, organization) && insertRow(transaction, organization));
  }

  private static boolean insertKey(Transaction transaction, Organization organization) {
    return transaction
            .update(
                """
                insert into mce_organization_key (organization_id, organization_key)
                values (:organizationId, :key)
                on conflict (organization_key) do nothing
                """)
            .bind("key", organization.key())
            .execute()
        == 1;
  }

  private static boolean insertRow(Transaction transaction, Organization organization) {
    return transaction
            .update(
                """
                insert into mce_organization (organization_id, organization_key, name,
                  default_region, time_zone, business_hours, quiet_hours, created_at, version)
                values (:organizationId, :key, :name, :defaultRegion, :timeZone,
                  :businessHours, :quietHours, :createdAt, :version)
                """)
            .bind("key", organization.key())
            .bind("name", organization.name())
            .bind("defaultRegion", organization.defaultRegion())
            .bind("timeZone", organization.timeZone().getId())
            .bind("businessHours", organization.businessHours().orElse(null))
            .bind("quietHours", organization.quietHours().orElse(null))
            .bind("createdAt", organization.createdAt())
            .bind("version", organization.version())
            .execute()
        == 1;
  }

  Optional<Organization> find(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query("select * from mce_organization where organization_id = :organizationId")
                .map(ORGANIZATION)
                .findOne());
  }

  /** Writes what can change; false when the row no longer has the expected version. */
  boolean update(Organization organization, long expectedVersion) {
    return database.inOrganization(
        organization.id(),
        transaction ->
            transaction
                    .update(
                        """
                        update mce_organization
                        set name = :name, default_region = :defaultRegion, time_zone = :timeZone,
                          business_hours = :businessHours, quiet_hours = :quietHours,
                          version = :version
                        where organization_id = :organizationId and version = :expectedVersion
                        """)
                    .bind("name", organization.name())
                    .bind("defaultRegion", organization.defaultRegion())
                    .bind("timeZone", organization.timeZone().getId())
                    .bind("businessHours", organization.businessHours().orElse(null))
                    .bind("quietHours", organization.quietHours().orElse(null))
                    .bind("version", organization.version())
                    .bind("expectedVersion", expectedVersion)
                    .execute()
                == 1);
  }

  Optional<OrganizationId> findByKey(String key) {
    return database.readDirectory(transaction ->
        transaction
            .query(
                """
                select organization_id from mce_organization_key
                where organization_key = :key
                """)
            .bind("key", key)
            .map(Row.mapper(Row::organizationId))
            .findOne());
  }

  /** Returns the organizations of this installation, for work that goes through all of them. */
  List<OrganizationId> ids() {
    return database.readDirectory(transaction ->
        transaction
            .query("select organization_id from mce_organization_key order by organization_id")
            .map(Row.mapper(Row::organizationId))
            .list());
  }
}
