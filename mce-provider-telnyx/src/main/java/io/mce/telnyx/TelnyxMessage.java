package io.mce.telnyx;

import io.mce.spi.Address;
import io.mce.spi.Cost;
import io.mce.spi.MediaRef;
import io.mce.spi.ProviderErrorDetail;
import io.mce.spi.ReceiptStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A message as Telnyx has it: what sending and looking answer, and what webhooks carry. Of SMS and
 * MMS the content is in fields of its own, of WhatsApp in {@code body}, in WhatsApp's own form.
 */
record TelnyxMessage(Map<?, ?> json) {

  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern BARE = Pattern.compile("[1-9][0-9]{6,14}");
  private static final Pattern AMOUNT = Pattern.compile("\\d{1,12}(\\.\\d{1,12})?");
  private static final List<String> FILES =
      List.of("image", "video", "audio", "document", "sticker");
  private static final String ANY_TYPE = "application/octet-stream";

  /** The message in an answer of the API. */
  static Optional<TelnyxMessage> in(Map<?, ?> answer) {
    TelnyxMessage message = new TelnyxMessage(Json.object(answer, "data"));
    return message.id().isPresent() ? Optional.of(message) : Optional.empty();
  }

  Optional<String> id() {
    return Json.text(json, "id");
  }

  boolean whatsApp() {
    return kind("WHATSAPP");
  }

  /** Whether it is SMS or MMS; a message that does not say is. */
  boolean text() {
    return Json.text(json, "type").isEmpty() || kind("SMS") || kind("MMS");
  }

  private boolean kind(String type) {
    return Json.text(json, "type").filter(type::equalsIgnoreCase).isPresent();
  }

  Optional<String> profileId() {
    return Json.text(json, "messaging_profile_id");
  }

  Optional<String> webhookUrl() {
    return Json.text(json, "webhook_url");
  }

  /** What stands in {@code biz_opaque_callback_data}, which WhatsApp returns. */
  Optional<String> callbackData() {
    return Json.text(json, "biz_opaque_callback_data")
        .or(() -> Json.text(body(), "biz_opaque_callback_data"));
  }

  Optional<Address> from() {
    return number(Json.object(json, "from")).map(TelnyxMessage::address);
  }

  /** The first of the numbers it was for. */
  Optional<Address> to() {
    return numbers("to").stream().findFirst().map(TelnyxMessage::address);
  }

  /** The numbers at our end: whom a person wrote to, or who sent it. */
  List<String> ownNumbers(boolean inbound) {
    List<String> numbers = new ArrayList<>();
    if (inbound) {
      numbers.addAll(numbers("to"));
      numbers.addAll(numbers("cc"));
    } else {
      number(Json.object(json, "from")).ifPresent(numbers::add);
    }
    return numbers;
  }

  private List<String> numbers(String field) {
    return Json.objects(json, field).stream().flatMap(each -> number(each).stream()).toList();
  }

  /** WhatsApp may leave the plus sign of a number out; in SMS that would be a short code. */
  private Optional<String> number(Map<?, ?> party) {
    return Json.text(party, "phone_number")
        .map(String::strip)
        .map(text -> whatsApp() && BARE.matcher(text).matches() ? "+" + text : text);
  }

  private static Address address(String number) {
    return E164.matcher(number).matches() ? Address.phone(number) : Address.opaque(number);
  }

  /**
   * How far it has come, as its first recipient's status says; empty while it waits at Telnyx. That
   * nobody confirmed a delivery is no failure: it was sent.
   */
  Optional<ReceiptStatus> status() {
    String status =
        Json.objects(json, "to").stream()
            .flatMap(each -> Json.text(each, "status").stream())
            .findFirst()
            .orElse("");
    return switch (status) {
      case "sent", "delivery_unconfirmed" -> Optional.of(ReceiptStatus.SENT);
      case "delivered" -> Optional.of(ReceiptStatus.DELIVERED);
      case "read" -> Optional.of(ReceiptStatus.READ);
      case "sending_failed", "delivery_failed", "expired", "failed" ->
          Optional.of(ReceiptStatus.FAILED);
      default -> Optional.empty();
    };
  }

  /** Why it failed. */
  ProviderErrorDetail error() {
    return TelnyxErrors.detail(Json.objects(json, "errors"));
  }

  /** What Telnyx charges for it, once it knows. */
  Optional<Cost> cost() {
    Map<?, ?> cost = Json.object(json, "cost");
    Optional<String> amount =
        Json.text(cost, "amount").filter(text -> AMOUNT.matcher(text).matches());
    Optional<String> currency = Json.text(cost, "currency");
    try {
      return amount.flatMap(sum -> currency.map(code -> Cost.of(sum, code)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  Optional<Instant> receivedAt() {
    return Json.text(json, "received_at").flatMap(TelnyxMessage::time);
  }

  static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** What was written; of files and answers what goes with them. */
  String content() {
    return Json.text(json, "text")
        .or(() -> Json.text(Json.object(body(), "text"), "body"))
        .or(() -> choice("title"))
        .or(() -> Json.text(Json.object(body(), "button"), "text"))
        .or(() -> files().stream().flatMap(file -> Json.text(file, "caption").stream()).findFirst())
        .or(() -> Json.text(json, "subject"))
        .orElse("");
  }

  /** The button that was pressed. */
  Optional<String> choiceId() {
    return choice("id").or(() -> Json.text(Json.object(body(), "button"), "payload"));
  }

  Optional<String> inReplyTo() {
    return Json.text(Json.object(body(), "context"), "id");
  }

  List<MediaRef> media() {
    List<MediaRef> media = new ArrayList<>();
    Json.objects(json, "media").forEach(file -> add(media, file, "content_type"));
    files().forEach(file -> add(media, file, "mime_type"));
    return media;
  }

  private static void add(List<MediaRef> media, Map<?, ?> file, String typeField) {
    Json.text(file, "url")
        .or(() -> Json.text(file, "link"))
        .ifPresent(url ->
            media.add(
                new MediaRef(
                    url,
                    Json.text(file, typeField).orElse(ANY_TYPE),
                    Json.text(file, "filename"))));
  }

  private Map<?, ?> body() {
    return Json.object(json, "body");
  }

  private List<? extends Map<?, ?>> files() {
    return FILES.stream().map(kind -> Json.object(body(), kind)).toList();
  }

  private Optional<String> choice(String field) {
    return Json.text(Json.object(body(), "interactive", "button_reply"), field)
        .or(() -> Json.text(Json.object(body(), "interactive", "list_reply"), field));
  }

  /** The id only: the rest is about people. */
  @Override
  public String toString() {
    return "TelnyxMessage[" + id().orElse("") + "]";
  }
}
