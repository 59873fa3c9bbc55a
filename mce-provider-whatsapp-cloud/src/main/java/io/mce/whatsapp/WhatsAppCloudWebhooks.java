package io.mce.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.mce.spi.ProviderEvent;
import io.mce.spi.Secret;
import io.mce.spi.WebhookReply;
import io.mce.spi.WebhookRequest;
import io.mce.spi.WebhookResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies and reads what Meta posts. Pure.
 *
 * <p>One app has one webhook address, and may serve several numbers: what concerns another number
 * or account is accepted and left out.
 */
final class WhatsAppCloudWebhooks {

  private static final String HMAC = "HmacSHA256";

  private final String phoneNumberId;
  private final String businessAccountId;
  private final String verifyToken;
  private final List<SecretKeySpec> keys;

  WhatsAppCloudWebhooks(WhatsAppCloudSettings settings) {
    this.phoneNumberId = settings.phoneNumberId();
    this.businessAccountId = settings.businessAccountId();
    this.verifyToken = settings.verifyToken().reveal();
    List<SecretKeySpec> accepted = new ArrayList<>();
    accepted.add(key(settings.appSecret()));
    settings.previousAppSecret().ifPresent(secret -> accepted.add(key(secret)));
    this.keys = List.copyOf(accepted);
  }

  WebhookResult receive(WebhookRequest request) {
    if (request.method().equals("GET")) {
      return handshake(request);
    }
    if (!isSigned(request)) {
      return WebhookResult.rejected("the X-Hub-Signature-256 header does not fit the body");
    }
    JsonNode body;
    try {
      body = GraphApi.JSON.readTree(request.body());
    } catch (IOException e) {
      return WebhookResult.rejected("the body is signed and no JSON");
    }
    List<ProviderEvent> events = new ArrayList<>();
    for (JsonNode entry : body.path("entry")) {
      Instant at = time(entry.path("time"), request.receivedAt());
      for (JsonNode change : entry.path("changes")) {
        events.addAll(events(entry.path("id").asText(""), at, change));
      }
    }
    return WebhookResult.accepted(events);
  }

  /** Meta asks once, when the address is entered, whether we are who was meant. */
  private WebhookResult handshake(WebhookRequest request) {
    byte[] offered = request.query("hub.verify_token").orElse("").getBytes(StandardCharsets.UTF_8);
    boolean fits =
        MessageDigest.isEqual(verifyToken.getBytes(StandardCharsets.UTF_8), offered)
            && request.query("hub.mode").equals(Optional.of("subscribe"));
    return fits
        ? WebhookResult.accepted(
            List.of(), WebhookReply.text(request.query("hub.challenge").orElse("")))
        : WebhookResult.rejected("the verify token is not the one in the settings");
  }

  private List<ProviderEvent> events(String account, Instant at, JsonNode change) {
    JsonNode value = change.path("value");
    String number = value.path("metadata").path("phone_number_id").asText(phoneNumberId);
    if (!account.equals(businessAccountId) || !number.equals(phoneNumberId)) {
      return List.of();
    }
    return switch (change.path("field").asText("")) {
      case "messages" ->
          Stream.concat(
                  MessageReader.inbound(value, at).stream(),
                  StatusReader.receipts(value, at).stream())
              .toList();
      case "smb_message_echoes" -> MessageReader.echoes(value, at);
      case "user_preferences" -> MessageReader.choices(value, at);
      default -> AccountNotices.read(change.path("field").asText(""), value, at).stream().toList();
    };
  }

  private boolean isSigned(WebhookRequest request) {
    byte[] offered =
        request.header("X-Hub-Signature-256").orElse("").getBytes(StandardCharsets.UTF_8);
    byte[] body = request.body();
    boolean signed = false;
    for (SecretKeySpec key : keys) {
      signed |= MessageDigest.isEqual(signature(key, body), offered);
    }
    return signed;
  }

  private static byte[] signature(SecretKeySpec key, byte[] body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return ("sha256=" + HexFormat.of().formatHex(mac.doFinal(body)))
          .getBytes(StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }

  private static SecretKeySpec key(Secret secret) {
    return new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), HMAC);
  }

  /** Meta's times are whole seconds since 1970, as a number or as text. */
  static Instant time(JsonNode seconds, Instant otherwise) {
    long second = seconds.asLong();
    try {
      return second > 0 ? Instant.ofEpochSecond(second) : otherwise;
    } catch (DateTimeException e) {
      return otherwise;
    }
  }
}
