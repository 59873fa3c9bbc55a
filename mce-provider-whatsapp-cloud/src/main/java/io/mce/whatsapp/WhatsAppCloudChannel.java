package io.mce.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mce.spi.Accepted;
import io.mce.spi.AddressScheme;
import io.mce.spi.CatalogTemplate;
import io.mce.spi.ChannelCapability;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ChannelProvider;
import io.mce.spi.ErrorKind;
import io.mce.spi.ErrorScope;
import io.mce.spi.Health;
import io.mce.spi.Media;
import io.mce.spi.MediaFetch;
import io.mce.spi.MediaRef;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderException;
import io.mce.spi.ReadMarks;
import io.mce.spi.RecipientLimit;
import io.mce.spi.RecipientLimits;
import io.mce.spi.ReplyWindow;
import io.mce.spi.TemplateCatalog;
import io.mce.spi.TemplateDraft;
import io.mce.spi.TemplateSubmission;
import io.mce.spi.WebhookReceiver;
import io.mce.spi.WebhookRequest;
import io.mce.spi.WebhookResult;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One WhatsApp number. Thread-safe.
 *
 * <p>WhatsApp knows no idempotency: a message whose answer was lost is recognized by our reference
 * when its status comes.
 */
final class WhatsAppCloudChannel
    implements ChannelProvider,
        WebhookReceiver,
        MediaFetch,
        TemplateCatalog,
        TemplateSubmission,
        ReadMarks,
        RecipientLimits {

  private static final int LONGEST_TEXT = 4096;
  private static final int PARALLEL = 32;

  /** Fetching a file, uploading it, sending. */
  private static final int CALLS_WITH_UPLOAD = 3;

  private final WhatsAppCloudSettings settings;
  private final ChannelProfile profile;
  private final GraphApi api;
  private final MessageBodies bodies;
  private final MediaFiles files;
  private final Templates templates;
  private final WhatsAppCloudWebhooks webhooks;
  private final PairPauses pauses = new PairPauses();

  WhatsAppCloudChannel(WhatsAppCloudSettings settings) {
    this.settings = settings;
    int calls = settings.files() == FileDelivery.UPLOAD ? CALLS_WITH_UPLOAD : 1;
    this.profile =
        ChannelProfile.of(
                "WHATSAPP",
                Set.of(AddressScheme.E164, AddressScheme.WHATSAPP_USER),
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
            .withPace(PARALLEL, settings.messagesPerSecond())
            .withSendTimeout(settings.timeout().multipliedBy(calls).plusSeconds(1));
    this.api = new GraphApi(settings);
    this.bodies = new MessageBodies(settings.listButton());
    this.files = new MediaFiles(api, settings);
    this.templates = new Templates(api, settings.businessAccountId());
    this.webhooks = new WhatsAppCloudWebhooks(settings);
  }

  @Override
  public ChannelProfile profile() {
    return profile;
  }

  @Override
  public <T> Optional<T> feature(Class<T> type) {
    return type == ReadMarks.class && !settings.readMarks()
        ? Optional.empty()
        : ChannelProvider.super.feature(type);
  }

  @Override
  public Accepted send(OutboundMessage message) {
    profile.requireSendable(message);
    Optional<String> uploaded = Optional.empty();
    if (settings.files() == FileDelivery.UPLOAD && message.content() instanceof Media media) {
      bodies.of(message, Optional.empty()); // Refuses what cannot be sent before it is uploaded.
      uploaded = Optional.of(files.upload(media));
    }
    ObjectNode body = bodies.of(message, uploaded);
    JsonNode answer;
    try {
      answer = api.post(settings.phoneNumberId() + "/messages", body, GraphApi.Effect.ONCE);
    } catch (ProviderException e) {
      throw e.scope() == ErrorScope.RECIPIENT && e.kind() == ErrorKind.RATE_LIMITED
          ? slower(message, e)
          : e;
    }
    pauses.accepted(message.to().value());
    String remoteId = answer.path("messages").path(0).path("id").asText("");
    if (remoteId.isBlank()) {
      throw ProviderException.of(
          ErrorKind.OUTCOME_UNKNOWN, "WhatsApp took the message and gave it no id");
    }
    return Accepted.of(remoteId);
  }

  private ProviderException slower(OutboundMessage message, ProviderException refusal) {
    Duration pause = pauses.refused(message.to().value());
    return new ProviderException(
        refusal.kind(),
        refusal.remoteCode().orElse(null),
        String.valueOf(refusal.getMessage()),
        pause,
        refusal.scope(),
        null);
  }

  @Override
  public WebhookResult receive(WebhookRequest request) {
    return webhooks.receive(request);
  }

  @Override
  public InputStream open(MediaRef media) {
    return files.open(media);
  }

  @Override
  public List<CatalogTemplate> templates() {
    return templates.list();
  }

  @Override
  public CatalogTemplate submit(TemplateDraft draft) {
    return templates.submit(draft);
  }

  @Override
  public void markRead(String remoteId) {
    read(remoteId, false);
  }

  @Override
  public void showTyping(String remoteId) {
    read(remoteId, true);
  }

  private void read(String remoteId, boolean typing) {
    api.post(
        settings.phoneNumberId() + "/messages",
        MessageBodies.read(remoteId, typing),
        GraphApi.Effect.REPEATABLE);
  }

  @Override
  public RecipientLimit recipientLimit() {
    JsonNode answer =
        api.get(
            settings.phoneNumberId(),
            Map.of("fields", "whatsapp_business_manager_messaging_limit"));
    return new RecipientLimit(
        settings.portfolioId().orElse(settings.businessAccountId()),
        Tier.people(answer.path("whatsapp_business_manager_messaging_limit").asText("")));
  }

  @Override
  public Health health() {
    try {
      return AccountNotices.health(
          api.get(settings.phoneNumberId(), Map.of("fields", "status,quality_rating")));
    } catch (ProviderException e) {
      return Health.down(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    api.close();
  }
}
