package io.mce.isolation;

import io.mce.spi.Accepted;
import io.mce.spi.AddressScheme;
import io.mce.spi.CatalogTemplate;
import io.mce.spi.ChannelCapability;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ChannelProvider;
import io.mce.spi.ErrorKind;
import io.mce.spi.Health;
import io.mce.spi.MessageIn;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderEvent;
import io.mce.spi.ProviderException;
import io.mce.spi.ProviderFactory;
import io.mce.spi.Secret;
import io.mce.spi.Setting;
import io.mce.spi.SpiVersion;
import io.mce.spi.TemplateCatalog;
import io.mce.spi.TemplateCategory;
import io.mce.spi.TemplateDraft;
import io.mce.spi.TemplateSubmission;
import io.mce.spi.Text;
import io.mce.spi.WebhookReceiver;
import io.mce.spi.WebhookReply;
import io.mce.spi.WebhookRequest;
import io.mce.spi.WebhookResult;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A channel for accounts of several organizations: it keeps state, takes webhooks that carry the
 * account's token, lets a test bring events to a chosen account, and fails as a message tells it:
 * "answer REFUSED".
 */
final class SampleChannel implements ProviderFactory<ChannelProvider, SampleChannel.Settings> {

  static final String ID = "sample";
  static final String CHANNEL = "SAMPLE";

  /** A template that every account has. */
  static final String TEMPLATE = "sample_template";

  /** What an account is set up with. */
  record Settings(
      @Setting(label = "Token") Secret token, @Setting(label = "Note") Optional<String> note) {}

  private final Map<UUID, ProviderContext> contexts = new ConcurrentHashMap<>();
  private final AtomicInteger sent = new AtomicInteger();

  /** Brings events as if the carrier had, to the account of this id. */
  void emit(UUID account, ProviderEvent event) {
    context(account).emit(event);
  }

  /** Keeps something for an account, as a plugin with a session does. */
  void remember(UUID account, String key, String value) {
    context(account).state().put(key, value);
  }

  /** Reads and changes all that is kept for an account. */
  void useState(UUID account) {
    context(account).state().put("passing", "x");
    context(account).state().get("passing");
    context(account).state().entries("pass");
    context(account).state().remove("passing");
  }

  private ProviderContext context(UUID account) {
    ProviderContext context = contexts.get(account);
    if (context == null) {
      throw new IllegalStateException("no live provider of account " + account);
    }
    return context;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String displayName() {
    return "Sample channel";
  }

  @Override
  public Class<ChannelProvider> type() {
    return ChannelProvider.class;
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public int spiVersion() {
    return SpiVersion.MAJOR;
  }

  @Override
  public ChannelProvider create(Settings settings, ProviderContext context) {
    contexts.put(UUID.fromString(context.account().accountId()), context);
    return new Live(settings);
  }

  private final class Live
      implements ChannelProvider, WebhookReceiver, TemplateCatalog, TemplateSubmission {

    private final Settings settings;

    Live(Settings settings) {
      this.settings = settings;
    }

    @Override
    public ChannelProfile profile() {
      return ChannelProfile.of(
              CHANNEL,
              EnumSet.of(AddressScheme.E164),
              EnumSet.of(
                  ChannelCapability.TEXT,
                  ChannelCapability.TEMPLATE,
                  ChannelCapability.INBOUND,
                  ChannelCapability.SENT_RECEIPT,
                  ChannelCapability.DELIVERED_RECEIPT,
                  ChannelCapability.READ_RECEIPT))
          .withPace(64, 100_000);
    }

    @Override
    public Accepted send(OutboundMessage message) {
      String text = message.content() instanceof Text body ? body.body() : "";
      for (ErrorKind kind : ErrorKind.values()) {
        if (text.contains("answer " + kind)) {
          throw ProviderException.of(kind, "As the message says.");
        }
      }
      return Accepted.of("remote-" + sent.incrementAndGet());
    }

    @Override
    public List<CatalogTemplate> templates() {
      return List.of(
          new CatalogTemplate(
              TEMPLATE,
              "en",
              "Hi {{1}}, " + settings.note().orElse(""),
              true,
              "APPROVED",
              Optional.of(TemplateCategory.UTILITY),
              List.of("1"),
              Optional.of("GREEN"),
              Optional.of("Reason " + settings.note().orElse(""))));
    }

    @Override
    public CatalogTemplate submit(TemplateDraft draft) {
      return new CatalogTemplate(
          draft.name(), draft.language(), draft.body(), false, "PENDING", Optional.empty());
    }

    @Override
    public Health health() {
      return Health.up();
    }

    @Override
    public WebhookResult receive(WebhookRequest request) {
      if (!request.header("X-Token").equals(Optional.of(settings.token().reveal()))) {
        return WebhookResult.rejected("the token is wrong");
      }
      List<ProviderEvent> events =
          request
              .text()
              .lines()
              .<ProviderEvent>map(line ->
                  MessageIn.text(
                      line,
                      request.receivedAt(),
                      io.mce.spi.Address.phone("+12025550199"),
                      "By webhook"))
              .toList();
      return WebhookResult.accepted(events, WebhookReply.text("thanks"));
    }
  }
}
