package io.mce.organization;

import io.mce.kernel.OrganizationId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * The text of an API key: a prefix by which scanners know it, the organization and the key it
 * names, and 256 random bits. A plain hash of those is enough at rest: nobody guesses them.
 */
record ApiKeySecret(OrganizationId organizationId, ApiKeyId id, String text) {

  /** What every key begins with. */
  static final String PREFIX = "mce_";

  private static final int IDS = 4 * Long.BYTES;
  private static final int RANDOM = 32;
  private static final int HINT = 4;

  static ApiKeySecret create(OrganizationId organizationId, ApiKeyId id) {
    byte[] random = new byte[RANDOM];
    new SecureRandom().nextBytes(random);
    byte[] all =
        ByteBuffer.allocate(IDS + RANDOM)
            .putLong(organizationId.value().getMostSignificantBits())
            .putLong(organizationId.value().getLeastSignificantBits())
            .putLong(id.value().getMostSignificantBits())
            .putLong(id.value().getLeastSignificantBits())
            .put(random)
            .array();
    String text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    return new ApiKeySecret(organizationId, id, text);
  }

  /** Reads the form; whether there is such a key only its hash tells. */
  static Optional<ApiKeySecret> read(String text) {
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] all = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
      if (all.length != IDS + RANDOM) {
        return Optional.empty();
      }
      ByteBuffer ids = ByteBuffer.wrap(all);
      return Optional.of(
          new ApiKeySecret(
              new OrganizationId(new UUID(ids.getLong(), ids.getLong())),
              new ApiKeyId(new UUID(ids.getLong(), ids.getLong())),
              text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  String hint() {
    return text.substring(text.length() - HINT);
  }

  String hash() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The text stays out. */
  @Override
  public String toString() {
    return "ApiKeySecret[" + id + "]";
  }
}
