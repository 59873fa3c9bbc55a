package io.mce.secret;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Rows of data keys, each sealed under the organization's key. */
final class DataKeyStore {

  private final Database database;

  DataKeyStore(Database database) {
    this.database = database;
  }

  /** Stores a key unless its owner has one. */
  void insert(OrganizationId organizationId, UUID owner, SealedValue key, Instant now) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    insert into mce_data_key (organization_id, owner_id, key_sealed, created_at)
                    values (:organizationId, :ownerId, :key, :now)
                    on conflict (organization_id, owner_id) do nothing
                    """)
                .bind("ownerId", owner.toString())
                .bind("key", key.text())
                .bind("now", now)
                .execute());
  }

  Optional<SealedValue> find(OrganizationId organizationId, UUID owner) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select key_sealed from mce_data_key
                    where organization_id = :organizationId and owner_id = :ownerId
                    """)
                .bind("ownerId", owner.toString())
                .map(Row.mapper(row -> new SealedValue(row.text("key_sealed"))))
                .findOne());
  }

  void delete(OrganizationId organizationId, UUID owner) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_data_key
                    where organization_id = :organizationId and owner_id = :ownerId
                    """)
                .bind("ownerId", owner.toString())
                .execute());
  }
}
