package io.mce.telnyx;

import io.mce.spi.InvalidSettingsException;
import io.mce.spi.WebhookRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells whether Telnyx signed a request, and lately: Ed25519 over the time stamp, a bar and the raw
 * body. Safe for use from any thread.
 */
final class TelnyxSignature {

  /** What Telnyx's own libraries allow; here for clocks that are ahead too. */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** What makes an X.509 key of the 32 bytes that the portal shows. */
  private static final String X509_HEADER = "302a300506032b6570032100";

  private static final int KEY_BYTES = 32;
  private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");

  private final List<PublicKey> keys;

  private TelnyxSignature(List<PublicKey> keys) {
    this.keys = keys;
  }

  /** A check against the keys of an account, each in base64. */
  static TelnyxSignature of(String key, Optional<String> previous) {
    List<PublicKey> keys = new ArrayList<>();
    try {
      keys.add(publicKey(key));
      if (previous.isPresent()) {
        keys.add(publicKey(previous.get()));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 public key", e);
    }
    return new TelnyxSignature(List.copyOf(keys));
  }

  /**
   * Checks a key that somebody entered.
   *
   * @throws InvalidSettingsException when it is none
   */
  static void checkKey(String setting, String key) {
    try {
      Signature.getInstance("Ed25519").initVerify(publicKey(key));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw InvalidSettingsException.of(
          setting, "must be the public key that the Telnyx portal shows: 32 bytes in base64");
    }
  }

  /** Why a request is not genuine; empty when it is. */
  Optional<String> refusal(WebhookRequest request, byte[] body) {
    Optional<String> signature = request.header("telnyx-signature-ed25519");
    Optional<String> timestamp = request.header("telnyx-timestamp");
    if (signature.isEmpty() || timestamp.isEmpty()) {
      return Optional.of("it is not signed");
    }
    if (!SECONDS.matcher(timestamp.get()).matches()) {
      return Optional.of("the telnyx-timestamp header is not a number of seconds");
    }
    Instant signed = Instant.ofEpochSecond(Long.parseLong(timestamp.get()));
    if (Duration.between(signed, request.receivedAt()).abs().compareTo(TOLERANCE) > 0) {
      return Optional.of("it was signed more than 300 seconds before or after it arrived");
    }
    return keys.stream().anyMatch(key -> fits(key, timestamp.get(), body, signature.get()))
        ? Optional.empty()
        : Optional.of("the telnyx-signature-ed25519 header does not fit the body");
  }

  private static boolean fits(PublicKey key, String timestamp, byte[] body, String signature) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream(timestamp.length() + 1 + body.length);
    signed.writeBytes((timestamp + "|").getBytes(StandardCharsets.US_ASCII));
    signed.writeBytes(body);
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(key);
      ed25519.update(signed.toByteArray());
      return ed25519.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static PublicKey publicKey(String base64) throws GeneralSecurityException {
    byte[] raw = Base64.getDecoder().decode(base64.strip());
    if (raw.length != KEY_BYTES) {
      throw new IllegalArgumentException("a key of " + raw.length + " bytes");
    }
    byte[] encoded = HexFormat.of().parseHex(X509_HEADER + HexFormat.of().formatHex(raw));
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }
}
