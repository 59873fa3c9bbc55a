package io.mce.ingestion;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A place that sends us leads over a webhook of its own.
 *
 * @param name as people know it; leads carry it as their source
 * @param key the secret part of the webhook's address
 * @param signature how it proves what it sends
 * @param mapping which part of a delivery becomes which field; absent: that is guessed by names
 * @param version grows with each change a person makes, for {@link LeadSources#map}
 */
public record LeadSource(
    UUID id,
    SourceId name,
    String key,
    HookSignature signature,
    Optional<LeadMapping> mapping,
    Instant createdAt,
    long version) {

  /** Everything but the key, which is a secret. */
  @Override
  public String toString() {
    return "LeadSource[" + id + "]";
  }
}
