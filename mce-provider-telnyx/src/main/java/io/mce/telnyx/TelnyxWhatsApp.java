package io.mce.telnyx;

import io.mce.spi.Address;
import io.mce.spi.AddressScheme;
import io.mce.spi.CatalogTemplate;
import io.mce.spi.ChannelCapability;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ErrorKind;
import io.mce.spi.Media;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderException;
import io.mce.spi.QuickReply;
import io.mce.spi.ReplyWindow;
import io.mce.spi.Template;
import io.mce.spi.TemplateCatalog;
import io.mce.spi.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** WhatsApp over Telnyx: what WhatsApp understands, in an envelope of Telnyx. */
final class TelnyxWhatsApp extends TelnyxChannel implements TemplateCatalog {

  private static final int LONGEST_TEXT = 4096;
  private static final int LONGEST_QUESTION = 1024;
  private static final int LONGEST_BUTTON = 20;
  private static final int LONGEST_BUTTON_ID = 256;
  private static final int MOST_BUTTONS = 3;
  private static final int PARALLEL = 8;
  private static final int MOST_PAGES = 40;
  private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png");
  private static final Set<String> VIDEOS = Set.of("video/mp4", "video/3gpp");
  private static final Set<String> SOUNDS =
      Set.of("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg");

  private final String sender;
  private final Optional<String> profileId;
  private final Optional<String> businessAccountId;

  TelnyxWhatsApp(TelnyxWhatsAppSettings settings, ProviderContext context) {
    this(settings, new CallbackUrl(context.webhookUrl()), context);
  }

  private TelnyxWhatsApp(
      TelnyxWhatsAppSettings settings, CallbackUrl callback, ProviderContext context) {
    super(
        profile(settings),
        new TelnyxApi(settings.access(), context.clock()),
        new TelnyxWebhooks(
            settings.signature(),
            callback,
            Optional.of(settings.sender()),
            settings.messagingProfileId(),
            TelnyxMessage::whatsApp),
        callback);
    this.sender = settings.sender();
    this.profileId = settings.messagingProfileId();
    this.businessAccountId = settings.businessAccountId();
  }

  private static ChannelProfile profile(TelnyxWhatsAppSettings settings) {
    return ChannelProfile.of(
            "WHATSAPP",
            Set.of(AddressScheme.E164),
            Set.of(
                ChannelCapability.TEXT,
                ChannelCapability.MEDIA,
                ChannelCapability.TEMPLATE,
                ChannelCapability.QUICK_REPLY,
                ChannelCapability.INBOUND,
                ChannelCapability.SENT_RECEIPT,
                ChannelCapability.DELIVERED_RECEIPT,
                ChannelCapability.READ_RECEIPT,
                ChannelCapability.REFERENCE_ECHO))
        .withReplyWindow(ReplyWindow.HOURS_24)
        .withMaxTextLength(LONGEST_TEXT)
        .withPace(PARALLEL, settings.messagesPerSecond());
  }

  @Override
  String path() {
    return "/messages/whatsapp";
  }

  @Override
  Map<String, Object> body(OutboundMessage message, String callbackUrl) {
    Map<String, Object> said =
        switch (message.content()) {
          case Text text -> of("text", Map.of("body", text.body()));
          case Media media -> media(media);
          case Template template -> of("template", template(template));
          case QuickReply quickReply -> of("interactive", buttons(quickReply));
        };
    said.put("biz_opaque_callback_data", message.id());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("from", message.from().map(Address::value).orElse(sender));
    body.put("to", message.to().value());
    body.put("type", "WHATSAPP");
    profileId.ifPresent(id -> body.put("messaging_profile_id", id));
    body.put("webhook_url", callbackUrl);
    body.put("whatsapp_message", said);
    return body;
  }

  private static Map<String, Object> of(String type, Map<String, Object> content) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("type", type);
    said.put(type, content);
    return said;
  }

  /** WhatsApp shows a few types as what they are and offers all others as documents. */
  private static Map<String, Object> media(Media media) {
    String mime = media.mimeType().toLowerCase(Locale.ROOT).replaceFirst(";.*", "").strip();
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("link", media.url().toString());
    if (SOUNDS.contains(mime)) {
      require(media.caption().isEmpty(), "WhatsApp shows no caption with a sound");
      return of("audio", file);
    }
    media.caption().ifPresent(caption -> file.put("caption", caption));
    if (IMAGES.contains(mime)) {
      return of("image", file);
    }
    if (VIDEOS.contains(mime)) {
      return of("video", file);
    }
    media.fileName().ifPresent(name -> file.put("filename", name));
    return of("document", file);
  }

  private static Map<String, Object> template(Template template) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("name", template.name());
    said.put("language", Map.of("code", template.language()));
    List<Object> values = new ArrayList<>();
    for (int i = 1; i <= template.parameters().size(); i++) {
      String value = template.parameters().get(String.valueOf(i));
      if (value == null) {
        throw ProviderException.of(
            ErrorKind.TEMPLATE_UNUSABLE,
            "Telnyx fills templates by position: name the variables 1, 2, 3 without a gap");
      }
      values.add(Map.of("type", "text", "text", value));
    }
    if (!values.isEmpty()) {
      said.put("components", List.of(Map.of("type", "body", "parameters", values)));
    }
    return said;
  }

  private static Map<String, Object> buttons(QuickReply question) {
    require(question.choices().size() <= MOST_BUTTONS, "WhatsApp takes three buttons at most");
    require(
        question.body().length() <= LONGEST_QUESTION,
        "WhatsApp takes 1024 characters at most above buttons");
    List<Object> buttons = new ArrayList<>();
    for (QuickReply.Choice choice : question.choices()) {
      require(
          choice.title().length() <= LONGEST_BUTTON && choice.id().length() <= LONGEST_BUTTON_ID,
          "WhatsApp takes 20 characters at most on a button, and 256 in its id");
      buttons.add(
          Map.of("type", "reply", "reply", Map.of("id", choice.id(), "title", choice.title())));
    }
    return Map.of(
        "type", "button",
        "body", Map.of("text", question.body()),
        "action", Map.of("buttons", buttons));
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw ProviderException.of(ErrorKind.INVALID_REQUEST, rule);
    }
  }

  @Override
  public List<CatalogTemplate> templates() {
    List<CatalogTemplate> templates = new ArrayList<>();
    String filter =
        businessAccountId.map(id -> "&filter%5Bwaba_id%5D=" + TelnyxApi.encode(id)).orElse("");
    for (int page = 1; page <= MOST_PAGES; page++) {
      Map<?, ?> answer =
          api()
              .get(
                  "/v2/whatsapp/message_templates?page%5Bnumber%5D="
                      + page
                      + "&page%5Bsize%5D=250"
                      + filter);
      Json.objects(answer, "data").forEach(each -> template(each).ifPresent(templates::add));
      if (Json.text(Json.object(answer, "meta"), "total_pages")
              .filter(String.valueOf(page)::equals)
              .isPresent()
          || Json.objects(answer, "data").isEmpty()) {
        break;
      }
    }
    return templates;
  }

  private static Optional<CatalogTemplate> template(Map<?, ?> json) {
    String status = Json.text(json, "status").orElse("");
    String body =
        Json.objects(json, "components").stream()
            .filter(part -> Json.text(part, "type").filter("BODY"::equalsIgnoreCase).isPresent())
            .flatMap(part -> Json.text(part, "text").stream())
            .findFirst()
            .orElse("");
    return Json.text(json, "name")
        .flatMap(name ->
            Json.text(json, "language")
                .map(language ->
                    new CatalogTemplate(
                        name, language, body, status.equalsIgnoreCase("APPROVED"), status)));
  }
}
