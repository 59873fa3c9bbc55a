package io.mce.telnyx;

import io.mce.spi.Address;
import io.mce.spi.MessageIn;
import io.mce.spi.ProviderErrorDetail;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.WebhookRequest;
import io.mce.spi.WebhookResult;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Verifies and reads what Telnyx posts. Pure.
 *
 * <p>One key signs for everything in a Telnyx account, so a good signature does not say that an
 * event is for us: sender, profile or the address it was to be reported to has to be ours too. And
 * one profile may post SMS and WhatsApp to one address: what is not of our channel is left alone.
 */
final class TelnyxWebhooks {

  /** Far more than the longest message takes. */
  private static final int LONGEST = 512 * 1024;

  private static final int LONGEST_ID = 100;
  private static final String RECEIVED = "message.received";

  /** The events that tell of messages; the two in the middle are WhatsApp's. */
  private static final Set<String> KNOWN =
      Set.of(RECEIVED, "message.sent", "message.delivered", "message.read", "message.finalized");

  private final TelnyxSignature signature;
  private final CallbackUrl callback;
  private final Optional<String> sender;
  private final Optional<String> profileId;
  private final Predicate<TelnyxMessage> ofChannel;

  TelnyxWebhooks(
      TelnyxSignature signature,
      CallbackUrl callback,
      Optional<String> sender,
      Optional<String> profileId,
      Predicate<TelnyxMessage> ofChannel) {
    this.signature = signature;
    this.callback = callback;
    this.sender = sender;
    this.profileId = profileId;
    this.ofChannel = ofChannel;
  }

  WebhookResult receive(WebhookRequest request) {
    byte[] body = request.body();
    if (body.length > LONGEST) {
      return WebhookResult.rejected("it is longer than anything Telnyx posts");
    }
    Optional<String> refusal = signature.refusal(request, body);
    if (refusal.isPresent()) {
      return WebhookResult.rejected(refusal.get());
    }
    try {
      return read(Json.read(request.text()), request.receivedAt());
    } catch (IOException e) {
      return WebhookResult.rejected("it is signed, but no JSON object");
    }
  }

  private WebhookResult read(Map<?, ?> root, Instant receivedAt) {
    Map<?, ?> event = Json.object(root, "data");
    String type = Json.text(event, "event_type").orElse("");
    TelnyxMessage message = new TelnyxMessage(Json.object(event, "payload"));
    Optional<String> messageId = messageId(message);
    if (!KNOWN.contains(type) || (messageId.isEmpty() && !ofChannel.test(message))) {
      return WebhookResult.accepted(List.of());
    }
    if (messageId.isEmpty() && !ours(message, type)) {
      return WebhookResult.rejected("it is of another sender or messaging profile");
    }
    Optional<String> id = message.id();
    if (id.isEmpty()) {
      return WebhookResult.rejected("it is signed, but its message has no id");
    }
    Instant at = time(event, message).orElse(receivedAt);
    Optional<String> eventId =
        Json.text(event, "id").filter(text -> text.length() <= LONGEST_ID).map("telnyx:"::concat);
    if (type.equals(RECEIVED)) {
      return message
          .from()
          .map(from -> inbound(message, id.get(), eventId, from, at))
          .map(in -> WebhookResult.accepted(List.of(in)))
          .orElseGet(() -> WebhookResult.rejected("it is signed, but does not say who wrote"));
    }
    return WebhookResult.accepted(
        status(message, type).stream()
            .map(status -> receipt(message, id.get(), eventId, messageId, status, at))
            .toList());
  }

  private boolean ours(TelnyxMessage message, String type) {
    Optional<String> profile = message.profileId();
    if (profile.isPresent() && profileId.isPresent()) {
      return profile.equals(profileId);
    }
    return sender
        .filter(own -> message.ownNumbers(type.equals(RECEIVED)).contains(own))
        .isPresent();
  }

  /** Our id, as Telnyx repeats it; read from the signed body, since addresses are not signed. */
  private Optional<String> messageId(TelnyxMessage message) {
    return message.webhookUrl().flatMap(callback::messageId);
  }

  private static Optional<Instant> time(Map<?, ?> event, TelnyxMessage message) {
    return Json.text(event, "occurred_at").flatMap(TelnyxMessage::time).or(message::receivedAt);
  }

  /** What the message says of itself, or else what the name of the event says. */
  private static Optional<ReceiptStatus> status(TelnyxMessage message, String type) {
    return message
        .status()
        .or(() ->
            switch (type) {
              case "message.sent" -> Optional.of(ReceiptStatus.SENT);
              case "message.delivered" -> Optional.of(ReceiptStatus.DELIVERED);
              case "message.read" -> Optional.of(ReceiptStatus.READ);
              default -> Optional.empty();
            });
  }

  private static MessageIn inbound(
      TelnyxMessage message, String id, Optional<String> eventId, Address from, Instant at) {
    return new MessageIn(
        eventId.orElse("in:" + id),
        message.receivedAt().orElse(at),
        id,
        from,
        message.to(),
        message.content(),
        message.media(),
        message.choiceId(),
        message.inReplyTo(),
        Optional.empty());
  }

  private static Receipt receipt(
      TelnyxMessage message,
      String id,
      Optional<String> eventId,
      Optional<String> messageId,
      ReceiptStatus status,
      Instant at) {
    Optional<ProviderErrorDetail> error =
        status == ReceiptStatus.FAILED ? Optional.of(message.error()) : Optional.empty();
    return new Receipt(
        eventId.orElse("receipt:" + id + ":" + status),
        at,
        id,
        messageId.or(message::callbackData),
        status,
        error,
        message.cost());
  }
}
