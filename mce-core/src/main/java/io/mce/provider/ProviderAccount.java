package io.mce.provider;

import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An account of an organization with a remote service, as people may see it.
 *
 * @param provider id of the factory that serves it
 * @param providerName what people call that service; the id where the plugin is not installed
 * @param name what the organization calls the account
 * @param channel the medium it carries, when it carries messages
 * @param settings what was entered, without secrets; empty where the plugin is not installed
 * @param healthDetail a sentence for the person who has to act, when there is something to do
 * @param enabled whether it is used; a disabled account sends and receives nothing
 * @param webhookKey what names the account in its webhook address; never changes
 * @param webhookUrl where the remote reaches the account
 * @param version grows with each change a person makes, for {@link ProviderAccounts#update}
 */
public record ProviderAccount(
    AccountId id,
    String provider,
    String providerName,
    String name,
    Optional<String> channel,
    Map<String, String> settings,
    HealthState health,
    Optional<String> healthDetail,
    boolean enabled,
    String webhookKey,
    URI webhookUrl,
    Instant createdAt,
    long version) {

  /** Copies the settings, keeping their order. */
  public ProviderAccount {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }
}
