package io.mce.organization;

import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;

/** Rows of API keys. */
final class ApiKeyStore {

  private final Database database;

  @Inject
  ApiKeyStore(Database database) {
    this.database = database;
  }

  void insert(ApiKey key, String hash) {
    database.runInOrganization(
        key.organizationId(),
        transaction ->
            transaction
                .update(
                    """
                    insert into mce_api_key (organization_id, id, name, hint, secret_hash,
                      permissions, created_by, created_at, expires_at)
                    values (:organizationId, :id, :name, :hint, :hash, :permissions, :createdBy,
                      :createdAt, :expiresAt)
                    """)
                .bind("id", key.id())
                .bind("name", key.name())
                .bind("hint", key.hint())
                .bind("hash", hash)
                .bind("permissions", text(key.permissions()))
                .bind("createdBy", key.createdBy())
                .bind("createdAt", key.createdAt())
                .bind("expiresAt", key.expiresAt().orElse(null))
                .execute());
  }

  /** Marks a key as taken back; false when it is already. */
  boolean revoke(OrganizationId organizationId, ApiKeyId id, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_api_key set revoked_at = :now
                        where organization_id = :organizationId and id = :id
                          and revoked_at is null
                        """)
                    .bind("id", id)
                    .bind("now", now)
                    .execute()
                == 1);
  }

  /** Notes a use, unless one was noted since an instant. */
  void touch(OrganizationId organizationId, ApiKeyId id, Instant now, Instant since) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_api_key set last_used_at = :now
                    where organization_id = :organizationId and id = :id
                      and (last_used_at is null or last_used_at < :since)
                    """)
                .bind("id", id)
                .bind("now", now)
                .bind("since", since)
                .execute());
  }

  Optional<ApiKey> find(OrganizationId organizationId, ApiKeyId id, Instant now) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_api_key where organization_id = :organizationId and id = :id
                    """)
                .bind("id", id)
                .map(mapper(now))
                .findOne());
  }

  /** Finds a key by its id and the hash of its text. */
  Optional<ApiKey> findBySecret(ApiKeySecret secret, Instant now) {
    return database.read(
        secret.organizationId(),
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_api_key
                    where organization_id = :organizationId and id = :id and secret_hash = :hash
                    """)
                .bind("id", secret.id())
                .bind("hash", secret.hash())
                .map(mapper(now))
                .findOne());
  }

  /** Returns all keys, newest first. */
  List<ApiKey> list(OrganizationId organizationId, Instant now) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_api_key where organization_id = :organizationId
                    order by created_at desc, id desc
                    """)
                .map(mapper(now))
                .list());
  }

  private static RowMapper<ApiKey> mapper(Instant now) {
    return Row.mapper(row -> {
      Optional<Instant> expiresAt = row.optionalInstant("expires_at");
      ApiKeyState state =
          row.optionalInstant("revoked_at").isPresent()
              ? ApiKeyState.REVOKED
              : expiresAt.filter(end -> !end.isAfter(now)).isPresent()
                  ? ApiKeyState.EXPIRED
                  : ApiKeyState.ACTIVE;
      return new ApiKey(
          row.organizationId(),
          new ApiKeyId(row.uuid("id")),
          row.text("name"),
          row.text("hint"),
          permissions(row.text("permissions")),
          state,
          row.text("created_by"),
          row.instant("created_at"),
          expiresAt,
          row.optionalInstant("last_used_at"));
    });
  }

  private static String text(Set<Permission> permissions) {
    return permissions.stream().map(Enum::name).sorted().collect(Collectors.joining(" "));
  }

  /** A permission that a newer version knows gives nothing here. */
  private static Set<Permission> permissions(String text) {
    List<String> names = List.of(text.split(" "));
    return Arrays.stream(Permission.values())
        .filter(permission -> names.contains(permission.name()))
        .collect(Collectors.toSet());
  }
}
