package io.mce.telnyx;

import io.mce.spi.Address;
import io.mce.spi.AddressScheme;
import io.mce.spi.ChannelCapability;
import io.mce.spi.ChannelProfile;
import io.mce.spi.Health;
import io.mce.spi.Media;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderException;
import io.mce.spi.QuickReply;
import io.mce.spi.Template;
import io.mce.spi.Text;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** SMS, and MMS where the sender can. */
final class TelnyxSms extends TelnyxChannel {

  /** Ten parts of GSM-7, which is the most that Telnyx sends as one message. */
  private static final int LONGEST_TEXT = 1530;

  private static final int PARALLEL = 8;

  private final Optional<String> sender;
  private final Optional<String> profileId;
  private final String webhookUrl;

  TelnyxSms(TelnyxSmsSettings settings, ProviderContext context) {
    this(settings, new CallbackUrl(context.webhookUrl()), context);
  }

  private TelnyxSms(TelnyxSmsSettings settings, CallbackUrl callback, ProviderContext context) {
    super(
        profile(settings),
        new TelnyxApi(settings.access(), context.clock()),
        new TelnyxWebhooks(
            settings.signature(),
            callback,
            settings.sender(),
            settings.messagingProfileId(),
            TelnyxMessage::text),
        callback);
    this.sender = settings.sender();
    this.profileId = settings.messagingProfileId();
    this.webhookUrl = context.webhookUrl().toString();
  }

  private static ChannelProfile profile(TelnyxSmsSettings settings) {
    Set<ChannelCapability> capabilities =
        EnumSet.of(
            ChannelCapability.TEXT,
            ChannelCapability.INBOUND,
            ChannelCapability.SENT_RECEIPT,
            ChannelCapability.DELIVERED_RECEIPT,
            ChannelCapability.REFERENCE_ECHO);
    if (settings.mms()) {
      capabilities.add(ChannelCapability.MEDIA);
    }
    return ChannelProfile.of("SMS", Set.of(AddressScheme.E164), capabilities)
        .withMaxTextLength(LONGEST_TEXT)
        .withPace(PARALLEL, settings.messagesPerSecond());
  }

  /** Looks at the messaging profile too: what is wrong in it is not told in any other way. */
  @Override
  public Health health() {
    Health account = super.health();
    if (account.state() == Health.State.DOWN || profileId.isEmpty()) {
      return account;
    }
    try {
      Optional<Map<?, ?>> answer =
          api().find("/messaging_profiles/" + TelnyxApi.encode(profileId.get()));
      if (answer.isEmpty()) {
        return Health.down("Telnyx has no messaging profile with this id");
      }
      Health profile = profileHealth(Json.object(answer.get(), "data"));
      return profile.state() == Health.State.UP ? account : profile;
    } catch (ProviderException e) {
      return account.state() == Health.State.UP
          ? Health.degraded("the messaging profile could not be read: " + e.kind())
          : account;
    }
  }

  private Health profileHealth(Map<?, ?> profile) {
    if (Json.text(profile, "enabled").filter("false"::equals).isPresent()) {
      return Health.down("the messaging profile is switched off at Telnyx");
    }
    if (Json.text(profile, "webhook_api_version").filter(v -> !v.equals("2")).isPresent()) {
      return Health.degraded("choose API v2 for the webhooks of the messaging profile");
    }
    if (Json.text(profile, "webhook_url").filter(webhookUrl::equals).isEmpty()) {
      return Health.degraded(
          "what people write does not arrive: enter our webhook address in the messaging profile");
    }
    return Health.up();
  }

  @Override
  String path() {
    return "/messages";
  }

  @Override
  Map<String, Object> body(OutboundMessage message, String callbackUrl) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("to", message.to().value());
    message.from().map(Address::value).or(() -> sender).ifPresent(from -> body.put("from", from));
    profileId.ifPresent(id -> body.put("messaging_profile_id", id));
    body.put("webhook_url", callbackUrl);
    switch (message.content()) {
      case Text text -> {
        body.put("type", "SMS");
        body.put("text", text.body());
      }
      case Media media -> {
        body.put("type", "MMS");
        body.put("media_urls", List.of(media.url().toString()));
        media.caption().ifPresent(caption -> body.put("text", caption));
      }
      case Template template -> throw new IllegalStateException("refused by the profile");
      case QuickReply quickReply -> throw new IllegalStateException("refused by the profile");
    }
    return body;
  }
}
