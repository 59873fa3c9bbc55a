package io.mce.ingestion;

import java.util.Optional;

/**
 * A source to be made.
 *
 * @param name 1 to 100 characters
 * @param signature how it proves what it sends
 * @param secret what it signs with, 8 to 500 characters; needed by every signature but NONE
 */
public record LeadSourceDraft(String name, HookSignature signature, Optional<String> secret) {

  /** A source whose address is its secret. */
  public static LeadSourceDraft of(String name) {
    return new LeadSourceDraft(name, HookSignature.NONE, Optional.empty());
  }

  /** A source that signs. */
  public static LeadSourceDraft signed(String name, HookSignature signature, String secret) {
    return new LeadSourceDraft(name, signature, Optional.of(secret));
  }

  /** Everything but the secret. */
  @Override
  public String toString() {
    return "LeadSourceDraft[" + signature + "]";
  }
}
