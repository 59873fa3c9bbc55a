package io.mce.ingestion;

import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.spi.WebhookRequest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;

/** A source as a delivery meets it, its secret opened. */
record HookSource(
    OrganizationId organizationId,
    UUID id,
    SourceId name,
    HookSignature signature,
    Optional<String> secret,
    Optional<LeadMapping> mapping) {

  boolean sent(WebhookRequest request) {
    return !signature.needsSecret()
        || (secret.isPresent() && signature.isGenuine(request, secret.get()));
  }

  /** In whose name its leads come in. */
  Actor actor() {
    return Actor.of(
        organizationId, Actor.Kind.SOURCE, name.value(), EnumSet.of(Permission.LEAD_WRITE));
  }

  /** Everything but the secret. */
  @Override
  public String toString() {
    return "HookSource[" + id + "]";
  }
}
