package io.mce.organization;

import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a program may do in an organization.
 *
 * @param hint the last characters of the key, to tell keys apart
 * @param permissions what it may do; a key has no role
 * @param state as of the moment it was read
 * @param createdBy the id of the actor who made it: a member id, or a host's own name
 * @param lastUsedAt to the minute
 */
public record ApiKey(
    OrganizationId organizationId,
    ApiKeyId id,
    String name,
    String hint,
    Set<Permission> permissions,
    ApiKeyState state,
    String createdBy,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> lastUsedAt) {

  /** Copies the permissions. */
  public ApiKey {
    permissions = Set.copyOf(permissions);
  }
}
