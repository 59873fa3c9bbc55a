package io.mce.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.mce.spi.Address;
import io.mce.spi.Health;
import io.mce.spi.HealthNotice;
import io.mce.spi.MarketingChoice;
import io.mce.spi.MediaRef;
import io.mce.spi.MessageEcho;
import io.mce.spi.MessageIn;
import io.mce.spi.ProviderEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What people wrote, and what the business wrote on its phone. Pure. What is of a kind that cannot
 * be read is still a message: somebody waits for an answer.
 */
final class MessageReader {

  private static final Set<String> FILES = Set.of("image", "video", "audio", "document", "sticker");

  /** Changes to messages, accounts and numbers, which nobody wrote. */
  private static final Set<String> NO_MESSAGES =
      Set.of("system", "edit", "revoke", "request_welcome");

  private MessageReader() {}

  static List<ProviderEvent> inbound(JsonNode value, Instant otherwise) {
    List<ProviderEvent> events = new ArrayList<>();
    for (JsonNode message : value.path("messages")) {
      if (isMessage(message)) {
        JsonNode contact = People.contact(value, message);
        List<Address> from =
            People.addresses(
                message.path("from"),
                contact.path("wa_id"),
                message.path("from_user_id"),
                contact.path("user_id"));
        events.add(
            from.isEmpty()
                ? nameless(message, otherwise)
                : message(value, message, contact, from, otherwise));
      }
    }
    return events;
  }

  private static MessageIn message(
      JsonNode value, JsonNode message, JsonNode contact, List<Address> from, Instant otherwise) {
    String id = message.path("id").asText("");
    return new MessageIn(
        EventIds.of("in", id),
        WhatsAppCloudWebhooks.time(message.path("timestamp"), otherwise),
        id,
        from.getFirst(),
        sender(value),
        text(message),
        media(message),
        choice(message),
        inReplyTo(message),
        filled(contact.path("profile").path("name")),
        from.stream().skip(1).findFirst());
  }

  /** Not to be lost without a word; and no reason to refuse the others that came with it. */
  private static HealthNotice nameless(JsonNode message, Instant otherwise) {
    return new HealthNotice(
        EventIds.of("nameless", message.path("id").asText("")),
        WhatsAppCloudWebhooks.time(message.path("timestamp"), otherwise),
        Health.degraded(
            "WhatsApp delivered a message without saying who wrote it. It is in the WhatsApp"
                + " Business app, if the number is used there."));
  }

  static List<ProviderEvent> echoes(JsonNode value, Instant otherwise) {
    List<ProviderEvent> events = new ArrayList<>();
    for (JsonNode message : value.path("message_echoes")) {
      Optional<Address> to =
          People.address(
              message.path("to"), message.path("to_user_id"), message.path("recipient_user_id"));
      if (isMessage(message) && to.isPresent()) {
        String id = message.path("id").asText("");
        events.add(
            new MessageEcho(
                EventIds.of("echo", id),
                WhatsAppCloudWebhooks.time(message.path("timestamp"), otherwise),
                id,
                to.get(),
                sender(value),
                text(message),
                media(message),
                inReplyTo(message)));
      }
    }
    return events;
  }

  /** Who stopped or resumed marketing in the app. */
  static List<ProviderEvent> choices(JsonNode value, Instant otherwise) {
    List<ProviderEvent> events = new ArrayList<>();
    for (JsonNode choice : value.path("user_preferences")) {
      String wish = choice.path("value").asText("");
      Optional<Address> from = People.address(choice.path("wa_id"), choice.path("user_id"));
      boolean known =
          choice.path("category").asText("").equals("marketing_messages")
              && (wish.equals("stop") || wish.equals("resume"));
      if (known && from.isPresent()) {
        Instant at = WhatsAppCloudWebhooks.time(choice.path("timestamp"), otherwise);
        events.add(
            new MarketingChoice(
                EventIds.of("choice", from.get().value(), wish, at.toString()),
                at,
                from.get(),
                wish.equals("resume")));
      }
    }
    return events;
  }

  private static boolean isMessage(JsonNode message) {
    boolean removed =
        message.path("type").asText("").equals("reaction")
            && message.path("reaction").path("emoji").asText("").isEmpty();
    return !message.path("id").asText("").isBlank()
        && !NO_MESSAGES.contains(message.path("type").asText(""))
        && !removed;
  }

  private static Optional<Address> sender(JsonNode value) {
    String shown = value.path("metadata").path("display_phone_number").asText("");
    return People.address(GraphApi.JSON.getNodeFactory().textNode(shown.replaceAll("\\D", "")));
  }

  private static String text(JsonNode message) {
    String type = message.path("type").asText("");
    JsonNode content = message.path(type);
    return switch (type) {
      case "text" -> content.path("body").asText("");
      case "button" -> content.path("text").asText("");
      case "interactive" -> interactive(content);
      case "reaction" -> content.path("emoji").asText("");
      case "location" ->
          Stream.of("name", "address", "latitude", "longitude")
              .map(name -> content.path(name).asText(""))
              .filter(part -> !part.isEmpty())
              .collect(Collectors.joining(", "));
      case "contacts" ->
          StreamSupport.stream(content.spliterator(), false)
              .map(MessageReader::card)
              .collect(Collectors.joining("\n"));
      default -> content.path("caption").asText("");
    };
  }

  private static String interactive(JsonNode content) {
    JsonNode answer = content.path(content.path("type").asText(""));
    return answer.path("title").asText(answer.path("body").asText(""));
  }

  private static String card(JsonNode contact) {
    Stream<String> phones =
        StreamSupport.stream(contact.path("phones").spliterator(), false)
            .map(phone -> phone.path("phone").asText(""));
    return Stream.concat(Stream.of(contact.path("name").path("formatted_name").asText("")), phones)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static Optional<String> choice(JsonNode message) {
    JsonNode answer = message.path("interactive");
    return filled(message.path("button").path("payload"))
        .or(() -> filled(answer.path(answer.path("type").asText("")).path("id")));
  }

  private static Optional<String> inReplyTo(JsonNode message) {
    return filled(message.path("context").path("id"))
        .or(() -> filled(message.path("reaction").path("message_id")));
  }

  private static List<MediaRef> media(JsonNode message) {
    String type = message.path("type").asText("");
    JsonNode file = message.path(type);
    if (!FILES.contains(type) || filled(file.path("id")).isEmpty()) {
      return List.of();
    }
    return List.of(
        new MediaRef(
            file.path("id").asText(""),
            filled(file.path("mime_type")).orElse("application/octet-stream"),
            filled(file.path("filename")),
            filled(file.path("sha256")).flatMap(MessageReader::hex)));
  }

  /** Webhooks have the hash in base64, the API in hexadecimal digits. */
  private static Optional<String> hex(String base64) {
    try {
      return Optional.of(HexFormat.of().formatHex(Base64.getDecoder().decode(base64)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> filled(JsonNode text) {
    return Optional.of(text.asText("")).filter(each -> !each.isBlank());
  }
}
