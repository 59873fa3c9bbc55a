package com.example.echo;

import io.mce.spi.Address;
import io.mce.spi.MessageIn;
import io.mce.spi.ProviderEvent;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.Secret;
import io.mce.spi.WebhookRequest;
import io.mce.spi.WebhookResult;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Verifies and reads what Echo posts. Pure. */
final class EchoWebhooks {

  private final SecretKeySpec key;

  EchoWebhooks(Secret secret) {
    this.key = new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  WebhookResult receive(WebhookRequest request) {
    byte[] signature = request.header("Echo-Signature").orElse("").getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(sign(request.body()), signature)) {
      return WebhookResult.rejected("the Echo-Signature header does not fit the body");
    }
    return WebhookResult.accepted(event(Post.of(request.text())).stream().toList());
  }

  private static Optional<ProviderEvent> event(Post post) {
    return switch (post.get("type")) {
      case "message" -> Optional.of(message(post));
      case "delivered" -> Optional.of(receipt(post, ReceiptStatus.DELIVERED));
      case "read" -> Optional.of(receipt(post, ReceiptStatus.READ));
      case "failed" -> Optional.of(failure(post));
      default -> Optional.empty();
    };
  }

  private static MessageIn message(Post post) {
    return MessageIn.text(
        post.get("id"), post.at(), Address.phone(post.get("from")), post.get("text"));
  }

  private static Receipt receipt(Post post, ReceiptStatus status) {
    return Receipt.of(post.get("id"), status, post.at()).withMessageId(post.get("reference"));
  }

  private static Receipt failure(Post post) {
    return Receipt.failed(post.get("id"), EchoErrors.detail(post.get("code")), post.at())
        .withMessageId(post.get("reference"));
  }

  /** The fields that Echo posts; those we do not ask for are ignored. */
  private record Post(Map<String, String> fields) {

    static Post of(String body) {
      Map<String, String> fields = new HashMap<>();
      for (String pair : List.of(body.split("&"))) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          fields.put(
              pair.substring(0, equals),
              URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
      }
      return new Post(fields);
    }

    String get(String name) {
      return Optional.ofNullable(fields.get(name))
          .orElseThrow(() -> new IllegalArgumentException("Echo posted no field " + name));
    }

    Instant at() {
      return Instant.parse(get("at"));
    }
  }

  private byte[] sign(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(body)).getBytes(StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
