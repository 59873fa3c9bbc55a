package io.mce.telnyx;

import io.mce.spi.WebhookRequest;
import io.mce.spi.tck.RecordingContext;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Signs as a Telnyx account does, with a key of its own. */
final class TelnyxSigner {

  private final KeyPair keys;

  TelnyxSigner() {
    try {
      this.keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key as the portal shows it: the last 32 bytes of the X.509 form. */
  String publicKey() {
    byte[] encoded = keys.getPublic().getEncoded();
    return Base64.getEncoder()
        .encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
  }

  WebhookRequest sign(String body, Instant signedAt, Instant receivedAt) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String timestamp = String.valueOf(signedAt.getEpochSecond());
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initSign(keys.getPrivate());
      ed25519.update((timestamp + "|").getBytes(StandardCharsets.UTF_8));
      ed25519.update(bytes);
      return new WebhookRequest(
          "POST",
          RecordingContext.WEBHOOK_URL,
          Map.of(
              "Telnyx-Signature-Ed25519",
              List.of(Base64.getEncoder().encodeToString(ed25519.sign())),
              "Telnyx-Timestamp",
              List.of(timestamp)),
          Map.of(),
          bytes,
          receivedAt);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
