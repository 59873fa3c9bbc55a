package io.mce.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import io.mce.persistence.Json;
import io.mce.spi.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How a source proves that a delivery is its own, and how it names one that it may repeat. */
public enum HookSignature {
  /** It does not; its address is its secret. */
  NONE {
    @Override
    boolean isGenuine(WebhookRequest request, String secret) {
      return true;
    }
  },

  /** {@code X-Hub-Signature-256}: "sha256=" and the HMAC-SHA256 of the body in hexadecimal. */
  HUB {
    @Override
    boolean isGenuine(WebhookRequest request, String secret) {
      String expected = "sha256=" + HexFormat.of().formatHex(hmac(request, secret));
      return same(request.header("X-Hub-Signature-256"), expected);
    }
  },

  /** {@code Typeform-Signature}: "sha256=" and the HMAC-SHA256 of the body in base64. */
  TYPEFORM {
    @Override
    boolean isGenuine(WebhookRequest request, String secret) {
      String expected = "sha256=" + Base64.getEncoder().encodeToString(hmac(request, secret));
      return same(request.header("Typeform-Signature"), expected);
    }

    @Override
    Optional<String> eventId(WebhookRequest request) {
      return field(request, "/event_id");
    }
  },

  /** Google Ads lead forms: the key of the form stands in the body as {@code google_key}. */
  GOOGLE_ADS {
    @Override
    boolean isGenuine(WebhookRequest request, String secret) {
      return same(field(request, "/google_key"), secret);
    }

    @Override
    Optional<String> eventId(WebhookRequest request) {
      return field(request, "/lead_id");
    }
  };

  /** Tells whether there is something to sign with. */
  boolean needsSecret() {
    return this != NONE;
  }

  /** Tells whether the source sent this; takes as long for a wrong secret as for the right one. */
  abstract boolean isGenuine(WebhookRequest request, String secret);

  /** Returns what the sender calls this delivery, the same when it sends it again. */
  Optional<String> eventId(WebhookRequest request) {
    return Stream.of("Webhook-Id", "Idempotency-Key")
        .flatMap(name -> request.header(name).stream())
        .filter(id -> !id.isBlank())
        .findFirst();
  }

  private static byte[] hmac(WebhookRequest request, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(request.body());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static boolean same(Optional<String> given, String expected) {
    return MessageDigest.isEqual(
        given.orElse("").getBytes(StandardCharsets.UTF_8),
        expected.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> field(WebhookRequest request, String pointer) {
    try {
      JsonNode value = Json.read(request.text(), JsonNode.class).at(pointer);
      return value.isValueNode() && !value.isNull()
          ? Optional.of(value.asText())
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
