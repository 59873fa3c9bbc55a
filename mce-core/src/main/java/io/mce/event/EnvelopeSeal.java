package io.mce.event;

import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.secret.DataKeys;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Seals what is personal in the envelope of an event: what changed, under the key of the person it
 * is about; from where the actor acted, under the key of the organization.
 */
final class EnvelopeSeal {

  private static final String ORIGIN = "event-origin";
  private static final String CHANGES = "event-changes";

  private final DataKeys keys;

  @Inject
  EnvelopeSeal(DataKeys keys) {
    this.keys = keys;
  }

  @Nullable String sealOrigin(Actor actor) {
    OrganizationId organizationId = actor.organizationId();
    return actor
        .origin()
        .map(origin -> keys.seal(organizationId, organizationId.value(), ORIGIN, origin))
        .orElse(null);
  }

  @Nullable String sealChanges(OrganizationId organizationId, Subject subject, Changes changes) {
    return changes.isEmpty()
        ? null
        : keys.seal(organizationId, owner(organizationId, subject), CHANGES, changes.json());
  }

  Optional<String> openOrigin(OrganizationId organizationId, String sealed) {
    return keys.open(organizationId, organizationId.value(), ORIGIN, sealed);
  }

  /** Empty when the person was erased. */
  Optional<Changes> openChanges(OrganizationId organizationId, Subject subject, String sealed) {
    return keys.open(organizationId, owner(organizationId, subject), CHANGES, sealed)
        .map(Changes::of);
  }

  private static UUID owner(OrganizationId organizationId, Subject subject) {
    return subject.person().orElse(organizationId.value());
  }
}
