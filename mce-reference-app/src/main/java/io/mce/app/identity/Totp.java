package io.mce.app.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes that a phone makes from a shared secret and the time (RFC 6238 in the form that every
 * authenticator app knows): HMAC-SHA-1, six digits, a new one every {@link #STEP}.
 */
final class Totp {

  /** How long a code is shown. */
  static final Duration STEP = Duration.ofSeconds(30);

  /** Length of a new secret: that of the hash, as RFC 4226 recommends. */
  static final int SECRET_BYTES = 20;

  private static final int MODULUS = 1_000_000;
  private static final String ALGORITHM = "HmacSHA1";

  private Totp() {}

  /** Returns the code of a step. */
  static String code(byte[] secret, long step) {
    byte[] hash;
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-1", e);
    }
    int offset = hash[hash.length - 1] & 0xf;
    int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
    return String.format(Locale.ROOT, "%06d", number % MODULUS);
  }

  /** Returns the step of a moment. */
  static long step(Instant moment) {
    return Math.floorDiv(moment.getEpochSecond(), STEP.toSeconds());
  }

  /**
   * Returns the step that a code is of: the present one or the one before or after it, since clocks
   * differ and people type slowly. All three are compared, in constant time.
   *
   * @param after a code of this step or an earlier one was used and counts no more
   */
  static OptionalLong match(byte[] secret, String code, Instant now, long after) {
    byte[] given = code.getBytes(StandardCharsets.UTF_8);
    long present = step(now);
    OptionalLong matched = OptionalLong.empty();
    for (long step = present + 1; step >= present - 1; step--) {
      byte[] expected = code(secret, step).getBytes(StandardCharsets.UTF_8);
      if (MessageDigest.isEqual(expected, given) && step > after) {
        matched = OptionalLong.of(step);
      }
    }
    return matched;
  }
}
