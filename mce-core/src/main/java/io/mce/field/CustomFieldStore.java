package io.mce.field;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/** The rows of custom fields. */
final class CustomFieldStore {

  private static final TypeReference<List<String>> CHOICES = new TypeReference<>() {};

  private static final RowMapper<CustomField> FIELD =
      Row.mapper(row ->
          new CustomField(
              new CustomFieldId(row.uuid("id")),
              row.text("field_key"),
              row.text("label"),
              row.constant("type", FieldType.class),
              Json.read(row.text("choices"), CHOICES),
              row.optionalText("currency"),
              row.flag("required"),
              row.flag("sensitive"),
              row.integer("position"),
              row.optionalInstant("archived_at"),
              row.instant("created_at"),
              row.instant("changed_at"),
              row.number("version")));

  private final Database database;

  @Inject
  CustomFieldStore(Database database) {
    this.database = database;
  }

  /** Returns all fields, the archived ones too, in their order. */
  List<CustomField> list(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_custom_field
                    where organization_id = :organizationId
                    order by position, id
                    """)
                .map(FIELD)
                .list());
  }

  Optional<CustomField> find(OrganizationId organizationId, CustomFieldId id) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_custom_field
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", id)
                .map(FIELD)
                .findOne());
  }

  /** Stores a new field; false when its key is taken. */
  boolean insert(OrganizationId organizationId, CustomField field) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        insert into mce_custom_field (organization_id, id, field_key, label, type,
                          choices, currency, required, sensitive, position, archived_at,
                          created_at, changed_at, version)
                        values (:organizationId, :id, :key, :label, :type,
                          :choices, :currency, :required, :sensitive, :position, null,
                          :createdAt, :changedAt, :version)
                        on conflict (organization_id, field_key) do nothing
                        """)
                    .bind("id", field.id())
                    .bind("key", field.key())
                    .bind("label", field.label())
                    .bind("type", field.type().name())
                    .bind("choices", Json.write(field.choices()))
                    .bind("currency", field.currency().orElse(null))
                    .bind("required", field.required())
                    .bind("sensitive", field.sensitive())
                    .bind("position", field.position())
                    .bind("createdAt", field.createdAt())
                    .bind("changedAt", field.changedAt())
                    .bind("version", field.version())
                    .execute()
                == 1);
  }

  /** Stores what can change, with the next version; false when someone else was faster. */
  boolean update(
      OrganizationId organizationId, CustomField field, long expectedVersion, Instant at) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_custom_field
                        set label = :label, choices = :choices, required = :required,
                          sensitive = :sensitive, archived_at = :archivedAt, changed_at = :at,
                          version = version + 1
                        where organization_id = :organizationId and id = :id
                          and version = :expected
                        """)
                    .bind("label", field.label())
                    .bind("choices", Json.write(field.choices()))
                    .bind("required", field.required())
                    .bind("sensitive", field.sensitive())
                    .bind("archivedAt", field.archivedAt().orElse(null))
                    .bind("at", at)
                    .bind("id", field.id())
                    .bind("expected", expectedVersion)
                    .execute()
                == 1);
  }

  /** Stores the order; does not count as an edit of the fields that make room. */
  void order(OrganizationId organizationId, List<CustomFieldId> order) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          var batch =
              transaction.batch(
                  """
                  update mce_custom_field set position = :position
                  where organization_id = :organizationId and id = :id
                  """);
          for (int at = 0; at < order.size(); at++) {
            batch.bind("position", at).bind("id", order.get(at)).add();
          }
          batch.execute();
        });
  }
}
