package io.mce.provider;

import io.mce.kernel.OrganizationId;
import java.time.Instant;
import java.util.Optional;

/**
 * An account as its row holds it.
 *
 * @param settings the sealed text of what was entered
 */
record StoredAccount(
    OrganizationId organizationId,
    AccountId id,
    String provider,
    String name,
    Optional<String> channel,
    String settings,
    HealthState health,
    Optional<String> healthDetail,
    boolean enabled,
    String webhookKey,
    Instant createdAt,
    long version) {

  StoredAccount withChannel(Optional<String> newChannel) {
    return new StoredAccount(
        organizationId,
        id,
        provider,
        name,
        newChannel,
        settings,
        health,
        healthDetail,
        enabled,
        webhookKey,
        createdAt,
        version);
  }

  /** The next version of the account. */
  StoredAccount changed(String newName, String newSettings, boolean newEnabled) {
    return new StoredAccount(
        organizationId,
        id,
        provider,
        newName,
        channel,
        newSettings,
        health,
        healthDetail,
        newEnabled,
        webhookKey,
        createdAt,
        version + 1);
  }
}
