package io.mce.twilio;

import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.rest.lookups.v2.PhoneNumber;
import io.mce.spi.Accepted;
import io.mce.spi.Address;
import io.mce.spi.AddressScheme;
import io.mce.spi.CatalogTemplate;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ChannelProvider;
import io.mce.spi.Content;
import io.mce.spi.DeliveryLookup;
import io.mce.spi.ErrorKind;
import io.mce.spi.Health;
import io.mce.spi.LookupRequest;
import io.mce.spi.LookupResult;
import io.mce.spi.Media;
import io.mce.spi.MediaFetch;
import io.mce.spi.MediaRef;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderException;
import io.mce.spi.QuickReply;
import io.mce.spi.Template;
import io.mce.spi.TemplateCatalog;
import io.mce.spi.Text;
import io.mce.spi.WebhookReceiver;
import io.mce.spi.WebhookRequest;
import io.mce.spi.WebhookResult;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One account at Twilio, for one medium. */
final class TwilioChannel
    implements ChannelProvider,
        WebhookReceiver,
        DeliveryLookup,
        MediaFetch,
        TemplateCatalog,
        PhoneLookup {

  private final TwilioMedium medium;
  private final TwilioSettings settings;
  private final URI webhookUrl;
  private final ChannelProfile profile;
  private final TwilioApi api;
  private final TwilioWebhooks webhooks;
  private final TwilioTemplates templates;
  private final TwilioMedia media;
  private final TwilioPrices prices;

  TwilioChannel(TwilioMedium medium, TwilioSettings settings, ProviderContext context) {
    this.medium = medium;
    this.settings = settings;
    this.webhookUrl = context.webhookUrl();
    this.profile = medium.profile(settings);
    this.api = new TwilioApi(settings, context.clock());
    this.webhooks = new TwilioWebhooks(medium, settings);
    this.templates = new TwilioTemplates(api, context.clock());
    this.media = new TwilioMedia(settings, api.http());
    this.prices = new TwilioPrices(medium, api, context);
  }

  @Override
  public void start() {
    if (settings.prices()) {
      prices.start();
    }
  }

  /** Templates are of WhatsApp. */
  @Override
  public <T> Optional<T> feature(Class<T> type) {
    return type == TemplateCatalog.class && medium == TwilioMedium.SMS
        ? Optional.empty()
        : ChannelProvider.super.feature(type);
  }

  @Override
  public ChannelProfile profile() {
    return profile;
  }

  @Override
  public Accepted send(OutboundMessage message) {
    profile.requireSendable(message);
    Message sent = api.send(request(message));
    if (sent.getSid() == null) {
      throw ProviderException.of(
          ErrorKind.OUTCOME_UNKNOWN, "Twilio answered without an id of the message");
    }
    if (settings.prices()) {
      prices.expect(sent.getSid());
    }
    return new Accepted(sent.getSid(), TwilioApi.cost(sent));
  }

  @Override
  public WebhookResult receive(WebhookRequest request) {
    return webhooks.receive(request);
  }

  /**
   * Twilio knows its own id of a message and not ours. Where the answer to a send was lost, the
   * callback tells, since its address carries our id.
   */
  @Override
  public LookupResult lookup(LookupRequest request) {
    if (request.remoteId().isEmpty()) {
      return LookupResult.unknown("Twilio cannot be asked by our id; its callback will tell.");
    }
    String sid = request.remoteId().get();
    try {
      Message message = api.fetch(sid);
      return new LookupResult.Found(
          sid, TwilioReceipts.status(medium, message), TwilioReceipts.error(medium, message));
    } catch (ProviderException e) {
      if (e.kind() == ErrorKind.INVALID_REQUEST) {
        return LookupResult.unknown("Twilio no longer has the message.");
      }
      throw e;
    }
  }

  @Override
  public InputStream open(MediaRef file) {
    return media.open(file);
  }

  @Override
  public List<CatalogTemplate> templates() {
    return templates.list();
  }

  @Override
  public PhoneFacts lookUp(Address phone, boolean withLineType) {
    if (phone.scheme() != AddressScheme.E164) {
      throw ProviderException.of(ErrorKind.INVALID_REQUEST, "this is no phone number");
    }
    PhoneNumber number =
        api.number(phone.value(), withLineType ? List.of("line_type_intelligence") : List.of());
    return new PhoneFacts(
        Boolean.TRUE.equals(number.getValid()),
        Optional.ofNullable(number.getCountryCode()),
        Optional.ofNullable(number.getLineTypeIntelligence()).map(line -> line.getType()));
  }

  @Override
  public Health health() {
    try {
      return api.health();
    } catch (ProviderException e) {
      return Health.down(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    prices.close();
    api.close();
  }

  private MessageCreator request(OutboundMessage message) {
    MessageCreator request =
        Message.creator(
                new com.twilio.type.PhoneNumber(medium.write(message.to().value())),
                settings.messagingServiceSid().orElse(null),
                body(message.content()))
            .setStatusCallback(TwilioWebhooks.callback(webhookUrl, message.id()));
    message
        .from()
        .map(Address::value)
        .or(settings::sender)
        .ifPresent(
            sender -> request.setFrom(new com.twilio.type.PhoneNumber(medium.write(sender))));
    return switch (message.content()) {
      case Text text -> request;
      case Media file -> request.setMediaUrl(List.of(file.url()));
      case Template template ->
          request
              .setContentSid(templates.sid(template))
              .setContentVariables(TwilioTemplates.variables(template));
      case QuickReply reply ->
          throw ProviderException.of(ErrorKind.UNSUPPORTED, "Twilio sends buttons as templates");
    };
  }

  private static @Nullable String body(Content content) {
    return switch (content) {
      case Text text -> text.body();
      case Media file -> file.caption().orElse(null);
      case Template template -> null;
      case QuickReply reply -> reply.body();
    };
  }
}
