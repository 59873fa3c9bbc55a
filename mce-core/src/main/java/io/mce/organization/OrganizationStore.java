package io.mce.organization;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Update;

/** Rows of organizations and their keys. */
final class OrganizationStore {

  private static final TypeReference<List<String>> TAGS = new TypeReference<>() {};

  private static final RowMapper<Organization> ORGANIZATION =
      Row.mapper(row ->
          new Organization(
              row.organizationId(),
              row.text("organization_key"),
              row.text("name"),
              row.text("default_region"),
              ZoneId.of(row.text("time_zone")),
              row.optionalText("business_hours").flatMap(OrganizationStore::businessHours),
              row.optionalText("quiet_hours").flatMap(QuietHours::stored),
              Json.read(row.text("languages"), TAGS),
              row.optionalInstant("reviewed_at"),
              row.instant("created_at"),
              row.number("version")));

  private final Database database;

  @Inject
  OrganizationStore(Database database) {
    this.database = database;
  }

  /** What was written before there were such values, in free words, says nothing. */
  private static Optional<BusinessHours> businessHours(String json) {
    try {
      return Optional.ofNullable(Json.read(json, BusinessHours.class));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Takes the key for a new organization; false when it is taken. */
  boolean takeKey(OrganizationId organizationId, String key) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        insert into mce_organization_key (organization_id, organization_key)
                        values (:organizationId, :key)
                        on conflict (organization_key) do nothing
                        """)
                    .bind("key", key)
                    .execute()
                == 1);
  }

  /** Stores a new organization. */
  void insert(Organization organization) {
    database.runInOrganization(
        organization.id(),
        transaction ->
            settings(
                    transaction.update(
                        """
                        insert into mce_organization (organization_id, organization_key, name,
                          default_region, time_zone, business_hours, quiet_hours, languages,
                          reviewed_at, created_at, version)
                        values (:organizationId, :key, :name, :defaultRegion, :timeZone,
                          :businessHours, :quietHours, :languages, :reviewedAt, :createdAt,
                          :version)
                        """),
                    organization)
                .bind("key", organization.key())
                .bind("createdAt", organization.createdAt())
                .execute());
  }

  private static Update settings(Update update, Organization organization) {
    return update
        .bind("name", organization.name())
        .bind("defaultRegion", organization.defaultRegion())
        .bind("timeZone", organization.timeZone().getId())
        .bind("businessHours", organization.businessHours().map(Json::write).orElse(null))
        .bind("quietHours", organization.quietHours().map(Json::write).orElse(null))
        .bind("languages", Json.write(organization.languages()))
        .bind("reviewedAt", organization.reviewedAt().orElse(null))
        .bind("version", organization.version());
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
            settings(
                        transaction.update(
                            """
                            update mce_organization
                            set name = :name, default_region = :defaultRegion,
                              time_zone = :timeZone, business_hours = :businessHours,
                              quiet_hours = :quietHours, languages = :languages,
                              reviewed_at = :reviewedAt, version = :version
                            where organization_id = :organizationId and version = :expectedVersion
                            """),
                        organization)
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

  /** Returns ids after this one, in the order in which the organizations were made. */
  List<OrganizationId> idsAfter(String id, int limit) {
    return database.readDirectory(transaction ->
        transaction
            .query(
                """
                select organization_id from mce_organization_key where organization_id > :after
                order by organization_id limit :limit
                """)
            .bind("after", id)
            .bind("limit", limit)
            .map(Row.mapper(Row::organizationId))
            .list());
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
