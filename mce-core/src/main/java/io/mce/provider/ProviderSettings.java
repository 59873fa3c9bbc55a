package io.mce.provider;

import java.net.URI;
import java.time.Duration;

/**
 * How providers are run.
 *
 * @param webhookBase what stands before an account's key in its webhook address; ends with a slash
 * @param accountCheck how often a node looks for accounts that were changed on another one
 * @param healthCheck how often an account is asked for its health
 */
record ProviderSettings(URI webhookBase, Duration accountCheck, Duration healthCheck) {

  /** The path below the public URL under which the host hands requests to {@link Webhooks}. */
  static final String WEBHOOK_PATH = "/api/hooks/accounts/";

  static ProviderSettings of(URI publicUrl) {
    String base = publicUrl.toString();
    while (base.endsWith("/")) {
      base = base.substring(0, base.length() - 1);
    }
    return new ProviderSettings(
        URI.create(base + WEBHOOK_PATH), Duration.ofSeconds(2), Duration.ofMinutes(1));
  }

  URI webhookUrl(String accountKey) {
    return webhookBase.resolve(accountKey);
  }
}
