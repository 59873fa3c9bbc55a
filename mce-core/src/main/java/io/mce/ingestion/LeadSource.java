package io.mce.ingestion;

import java.time.Instant;
import java.util.UUID;

/**
 * A place that sends us leads over a webhook of its own.
 *
 * @param name as people know it; leads carry it as their source
 * @param key the secret part of the webhook's address
 * @param signature how it proves what it sends
 */
public record LeadSource(
    UUID id, SourceId name, String key, HookSignature signature, Instant createdAt) {

  /** Everything but the key, which is a secret. */
  @Override
  public String toString() {
    return "LeadSource[" + id + "]";
  }
}
