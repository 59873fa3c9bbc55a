package io.mce.whatsapp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mce.spi.AddressScheme;
import io.mce.spi.ErrorKind;
import io.mce.spi.Media;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderException;
import io.mce.spi.QuickReply;
import io.mce.spi.Template;
import io.mce.spi.Text;
import java.util.Optional;

/** The bodies of {@code POST /{phone number}/messages}. Pure. */
final class MessageBodies {

  private static final int LONGEST_CAPTION = 1024;
  private static final int LONGEST_BODY = 1024;
  private static final int MOST_BUTTONS = 3;
  private static final int LONGEST_BUTTON = 20;
  private static final int LONGEST_ROW = 24;
  private static final int LONGEST_ROW_ID = 200;

  private final String listButton;

  MessageBodies(String listButton) {
    this.listButton = listButton;
  }

  /**
   * A message.
   *
   * @param uploaded the id of its file, where that was uploaded
   * @throws ProviderException INVALID_REQUEST for what WhatsApp cannot carry; nothing is cut
   */
  ObjectNode of(OutboundMessage message, Optional<String> uploaded) {
    ObjectNode body = start();
    body.put("recipient_type", "individual");
    // A user id under "to" is answered with 200 and dropped.
    body.put(
        message.to().scheme() == AddressScheme.WHATSAPP_USER ? "recipient" : "to",
        message.to().value());
    body.put("biz_opaque_callback_data", message.id());
    switch (message.content()) {
      case Text text -> text(body, text);
      case Media media -> media(body, media, uploaded);
      case Template template -> {
        body.put("type", "template");
        body.set("template", TemplateBodies.message(template));
      }
      case QuickReply reply -> {
        body.put("type", "interactive");
        body.set("interactive", interactive(reply));
      }
    }
    return body;
  }

  /** A message of theirs is read, and perhaps being answered. */
  static ObjectNode read(String remoteId, boolean typing) {
    ObjectNode body = start();
    body.put("status", "read");
    body.put("message_id", remoteId);
    if (typing) {
      body.putObject("typing_indicator").put("type", "text");
    }
    return body;
  }

  private static ObjectNode start() {
    return GraphApi.JSON.createObjectNode().put("messaging_product", "whatsapp");
  }

  private static void text(ObjectNode body, Text text) {
    body.put("type", "text");
    body.putObject("text").put("body", text.body()).put("preview_url", false);
  }

  private static void media(ObjectNode body, Media media, Optional<String> uploaded) {
    media.caption().ifPresent(caption -> atMost(LONGEST_CAPTION, caption, "caption"));
    FileKind kind = FileKind.of(media.mimeType(), media.caption().isPresent());
    body.put("type", kind.word());
    ObjectNode file = body.putObject(kind.word());
    uploaded.ifPresentOrElse(
        id -> file.put("id", id), () -> file.put("link", media.url().toString()));
    media.caption().ifPresent(caption -> file.put("caption", caption));
    if (kind == FileKind.DOCUMENT) {
      media.fileName().ifPresent(name -> file.put("filename", name));
    }
  }

  /** Up to three short choices are buttons, more or longer ones a list. */
  private ObjectNode interactive(QuickReply reply) {
    atMost(LONGEST_BODY, reply.body(), "text above choices");
    boolean buttons =
        reply.choices().size() <= MOST_BUTTONS
            && reply.choices().stream().allMatch(each -> each.title().length() <= LONGEST_BUTTON);
    ObjectNode interactive = GraphApi.JSON.createObjectNode();
    interactive.put("type", buttons ? "button" : "list");
    interactive.putObject("body").put("text", reply.body());
    ObjectNode action = interactive.putObject("action");
    if (buttons) {
      ArrayNode all = action.putArray("buttons");
      reply
          .choices()
          .forEach(
              choice -> choice(all.addObject().put("type", "reply").putObject("reply"), choice));
    } else {
      action.put("button", listButton);
      ArrayNode rows = action.putArray("sections").addObject().putArray("rows");
      reply.choices().forEach(choice -> choice(rows.addObject(), choice));
    }
    return interactive;
  }

  private static void choice(ObjectNode target, QuickReply.Choice choice) {
    atMost(LONGEST_ROW_ID, choice.id(), "id of a choice");
    atMost(LONGEST_ROW, choice.title(), "title of a choice");
    target.put("id", choice.id()).put("title", choice.title());
  }

  private static void atMost(int most, String text, String what) {
    if (text.length() > most) {
      throw ProviderException.of(
          ErrorKind.INVALID_REQUEST,
          "a %s of %d characters is longer than the %d that WhatsApp carries"
              .formatted(what, text.length(), most));
    }
  }
}
