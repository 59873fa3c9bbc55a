package io.mce.ingestion;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.StorableText;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;

/** The sources, and the directory of their keys. */
final class LeadSourceStore {

  private static final String WEBHOOK = "WEBHOOK";

  private static final RowMapper<LeadSource> SOURCE =
      Row.mapper(row ->
          new LeadSource(
              row.uuid("id"),
              SourceId.of(row.text("name")),
              row.text("source_key"),
              row.instant("created_at")));

  private final Database database;

  @Inject
  LeadSourceStore(Database database) {
    this.database = database;
  }

  /** Stores a source and its key; false when the name is taken. */
  boolean insert(OrganizationId organizationId, LeadSource source) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          boolean inserted =
              transaction
                      .update(
                          """
                          insert into mce_lead_source
                            (organization_id, id, kind, name, source_key, created_at)
                          values (:organizationId, :id, :kind, :name, :key, :createdAt)
                          on conflict (organization_id, name) do nothing
                          """)
                      .bind("id", source.id())
                      .bind("kind", WEBHOOK)
                      .bind("name", source.name().value())
                      .bind("key", source.key())
                      .bind("createdAt", source.createdAt())
                      .execute()
                  == 1;
          if (inserted) {
            insertKey(organizationId, source);
          }
          return inserted;
        });
  }

  private void insertKey(OrganizationId organizationId, LeadSource source) {
    database.directory(transaction ->
        transaction
            .update(
                """
                insert into mce_source_key (source_key, organization_id, source_id)
                values (:key, :organization, :id)
                """)
            .bind("key", source.key())
            .bind("organization", organizationId)
            .bind("id", source.id())
            .execute());
  }

  /** Returns all sources, oldest first. */
  List<LeadSource> list(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id, name, source_key, created_at from mce_lead_source
                    where organization_id = :organizationId
                    order by id
                    """)
                .map(SOURCE)
                .list());
  }

  /** Finds the source that a key stands for, before an organization is known. */
  Optional<SourceRef> findByKey(String key) {
    record Entry(OrganizationId organizationId, UUID sourceId) {}

    if (!StorableText.isStorable(key)) {
      return Optional.empty();
    }
    Optional<Entry> entry =
        database.readDirectory(transaction ->
            transaction
                .query(
                    """
                    select organization_id, source_id from mce_source_key
                    where source_key = :key
                    """)
                .bind("key", key)
                .map(Row.mapper(row -> new Entry(row.organizationId(), row.uuid("source_id"))))
                .findOne());
    return entry.flatMap(found ->
        find(found.organizationId(), found.sourceId())
            .map(source -> new SourceRef(found.organizationId(), source.name())));
  }

  private Optional<LeadSource> find(OrganizationId organizationId, UUID id) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id, name, source_key, created_at from mce_lead_source
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", id)
                .map(SOURCE)
                .findOne());
  }
}
