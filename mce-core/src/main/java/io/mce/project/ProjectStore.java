package io.mce.project;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The rows of projects. */
final class ProjectStore {

  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
  private static final TypeReference<List<ProjectFact>> FACTS = new TypeReference<>() {};

  private static final RowMapper<Project> PROJECT =
      Row.mapper(row ->
          new Project(
              new ProjectId(row.uuid("id")),
              row.text("code"),
              row.text("name"),
              row.optionalText("location"),
              row.optionalText("currency")
                  .map(currency ->
                      new PriceRange(
                          currency,
                          row.optionalText("price_from").map(BigDecimal::new),
                          row.optionalText("price_to").map(BigDecimal::new))),
              Json.read(row.text("configurations"), TEXTS),
              Json.read(row.text("facts"), FACTS),
              row.optionalInstant("archived_at"),
              row.instant("created_at"),
              row.instant("changed_at"),
              row.number("version")));

  private static final RowMapper<KnownProject> NAMES =
      Row.mapper(row ->
          new KnownProject(
              new ProjectId(row.uuid("id")),
              row.text("code"),
              row.text("name"),
              row.optionalInstant("archived_at").isEmpty()));

  private final Database database;

  @Inject
  ProjectStore(Database database) {
    this.database = database;
  }

  /** Returns all projects, the archived ones too, by name. */
  List<Project> list(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_project where organization_id = :organizationId
                    order by name, id
                    """)
                .map(PROJECT)
                .list());
  }

  /** Returns what all projects are named by, without what is told of them. */
  List<KnownProject> names(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id, code, name, archived_at from mce_project
                    where organization_id = :organizationId
                    """)
                .map(NAMES)
                .list());
  }

  Optional<Project> find(OrganizationId organizationId, ProjectId id) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_project
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", id)
                .map(PROJECT)
                .findOne());
  }

  /** Stores a new project; false when its code is taken. */
  boolean insert(OrganizationId organizationId, Project project) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        insert into mce_project (organization_id, id, code, code_key, name,
                          location, currency, price_from, price_to, configurations, facts,
                          created_at, changed_at, version)
                        values (:organizationId, :id, :code, :codeKey, :name,
                          :location, :currency, :priceFrom, :priceTo, :configurations, :facts,
                          :createdAt, :changedAt, :version)
                        on conflict (organization_id, code_key) do nothing
                        """)
                    .bind("id", project.id())
                    .bind("code", project.code())
                    .bind("codeKey", ProjectCode.key(project.code()))
                    .bind("name", project.name())
                    .bind("location", project.location().orElse(null))
                    .bind("currency", project.price().map(PriceRange::currency).orElse(null))
                    .bind("priceFrom", amount(project.price().flatMap(PriceRange::from)))
                    .bind("priceTo", amount(project.price().flatMap(PriceRange::to)))
                    .bind("configurations", Json.write(project.configurations()))
                    .bind("facts", Json.write(project.facts()))
                    .bind("createdAt", project.createdAt())
                    .bind("changedAt", project.changedAt())
                    .bind("version", project.version())
                    .execute()
                == 1);
  }

  /** Stores what can change, with the next version; false when someone else was faster. */
  boolean update(OrganizationId organizationId, Project project, long expectedVersion, Instant at) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_project
                        set code = :code, code_key = :codeKey, name = :name, location = :location,
                          currency = :currency, price_from = :priceFrom, price_to = :priceTo,
                          configurations = :configurations, facts = :facts,
                          archived_at = :archivedAt, changed_at = :at, version = version + 1
                        where organization_id = :organizationId and id = :id
                          and version = :expected
                        """)
                    .bind("code", project.code())
                    .bind("codeKey", ProjectCode.key(project.code()))
                    .bind("name", project.name())
                    .bind("location", project.location().orElse(null))
                    .bind("currency", project.price().map(PriceRange::currency).orElse(null))
                    .bind("priceFrom", amount(project.price().flatMap(PriceRange::from)))
                    .bind("priceTo", amount(project.price().flatMap(PriceRange::to)))
                    .bind("configurations", Json.write(project.configurations()))
                    .bind("facts", Json.write(project.facts()))
                    .bind("archivedAt", project.archivedAt().orElse(null))
                    .bind("at", at)
                    .bind("id", project.id())
                    .bind("expected", expectedVersion)
                    .execute()
                == 1);
  }

  private static @Nullable String amount(Optional<BigDecimal> amount) {
    return amount.map(BigDecimal::toPlainString).orElse(null);
  }
}
