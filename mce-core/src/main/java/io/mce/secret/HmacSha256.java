package io.mce.secret;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 by the JDK, and the derivation of keys on top of it. Thread-safe. */
final class HmacSha256 {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int HASH_BYTES = 32;
  private static final int MOST_DERIVED_BYTES = 255 * HASH_BYTES;

  private final SecretKeySpec key;

  HmacSha256(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** Returns the first bytes, at most 32, of the code of this input. */
  byte[] compute(byte[] input, int bytes) throws GeneralSecurityException {
    return Arrays.copyOf(mac().doFinal(input), bytes);
  }

  /**
   * Derives a key from key material (HKDF, RFC 5869: extract, then expand).
   *
   * @param salt may be empty, which stands for 32 zero bytes
   */
  static byte[] hkdf(byte[] material, byte[] salt, byte[] info, int bytes)
      throws GeneralSecurityException {
    if (bytes > MOST_DERIVED_BYTES) {
      throw new IllegalArgumentException("HKDF derives at most " + MOST_DERIVED_BYTES + " bytes");
    }
    byte[] extracted =
        new HmacSha256(salt.length == 0 ? new byte[HASH_BYTES] : salt)
            .compute(material, HASH_BYTES);
    Mac mac = new HmacSha256(extracted).mac();
    ByteBuffer derived = ByteBuffer.allocate(bytes);
    byte[] block = {};
    for (int counter = 1; derived.hasRemaining(); counter++) {
      mac.update(block);
      mac.update(info);
      block = mac.doFinal(new byte[] {(byte) counter});
      derived.put(block, 0, Math.min(block.length, derived.remaining()));
    }
    return derived.array();
  }

  private Mac mac() throws GeneralSecurityException {
    Mac mac = Mac.getInstance(ALGORITHM);
    mac.init(key);
    return mac;
  }
}
