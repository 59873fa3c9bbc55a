package io.mce.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import io.mce.persistence.StorableText;
import io.mce.secret.SealedColumn;
import io.mce.secret.SealedValue;
import io.mce.secret.SecretBox;
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
              HookSignature.valueOf(row.text("signature")),
              mapping(row),
              row.instant("created_at"),
              row.number("version")));

  /** What each source signs with. */
  static final SealedColumn COLUMN =
      new SealedColumn(
          "mce_lead_source", "secret_sealed", List.of("id"), row -> seal(row.uuid("id")));

  private final Database database;
  private final SecretBox secretBox;

  @Inject
  LeadSourceStore(Database database, SecretBox secretBox) {
    this.database = database;
    this.secretBox = secretBox;
  }

  private static String seal(UUID id) {
    return "lead-source/" + id;
  }

  /** Stores a source and its key; false when the name is taken. */
  boolean insert(OrganizationId organizationId, LeadSource source, Optional<String> secret) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          boolean inserted =
              transaction
                      .update(
                          """
                          insert into mce_lead_source
                            (organization_id, id, kind, name, source_key, signature,
                             secret_sealed, created_at)
                          values (:organizationId, :id, :kind, :name, :key, :signature, :secret,
                            :createdAt)
                          on conflict (organization_id, name) do nothing
                          """)
                      .bind("id", source.id())
                      .bind("kind", WEBHOOK)
                      .bind("name", source.name().value())
                      .bind("key", source.key())
                      .bind("signature", source.signature())
                      .bind(
                          "secret",
                          secret
                              .map(plain ->
                                  secretBox.seal(organizationId, seal(source.id()), plain).text())
                              .orElse(null))
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
                    select id, name, source_key, signature, mapping, created_at, version
                    from mce_lead_source
                    where organization_id = :organizationId
                    order by id
                    """)
                .map(SOURCE)
                .list());
  }

  /** Finds the source that a key stands for, before an organization is known. */
  Optional<HookSource> findByKey(String key) {
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
    return entry.flatMap(found -> find(found.organizationId(), found.sourceId()));
  }

  private static Optional<LeadMapping> mapping(Row row) {
    return row.optionalText("mapping").map(json -> Json.read(json, LeadMapping.class));
  }

  /** Finds a source as people see it. */
  Optional<LeadSource> findSource(OrganizationId organizationId, UUID id) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id, name, source_key, signature, mapping, created_at, version
                    from mce_lead_source
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", id)
                .map(SOURCE)
                .findOne());
  }

  /** Writes a mapping; false when the row no longer has the expected version. */
  boolean map(
      OrganizationId organizationId, UUID id, Optional<LeadMapping> mapping, long expectedVersion) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_lead_source set mapping = :mapping, version = version + 1
                        where organization_id = :organizationId and id = :id
                          and version = :expectedVersion
                        """)
                    .bind("id", id)
                    .bind("mapping", mapping.map(Json::write).orElse(null))
                    .bind("expectedVersion", expectedVersion)
                    .execute()
                == 1);
  }

  /** Finds the source of a name, as a delivery meets it. */
  Optional<HookSource> findByName(OrganizationId organizationId, SourceId name) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id, name, signature, secret_sealed, mapping from mce_lead_source
                    where organization_id = :organizationId and name = :name
                    """)
                .bind("name", name.value())
                .map(Row.mapper(row -> hook(organizationId, row)))
                .findOne());
  }

  /** Finds a source, as a delivery meets it. */
  Optional<HookSource> find(OrganizationId organizationId, UUID id) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id, name, signature, secret_sealed, mapping from mce_lead_source
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", id)
                .map(Row.mapper(row -> hook(organizationId, row)))
                .findOne());
  }

  private HookSource hook(OrganizationId organizationId, Row row) {
    UUID id = row.uuid("id");
    return new HookSource(
        organizationId,
        id,
        SourceId.of(row.text("name")),
        HookSignature.valueOf(row.text("signature")),
        row.optionalText("secret_sealed")
            .map(sealed ->
                new String(
                    secretBox.open(organizationId, seal(id), new SealedValue(sealed)), UTF_8)),
        mapping(row));
  }
}
