package io.mce.provider;

import io.mce.spi.Accepted;
import io.mce.spi.Address;
import io.mce.spi.AddressScheme;
import io.mce.spi.ChannelCapability;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ChannelProvider;
import io.mce.spi.DeliveryLookup;
import io.mce.spi.Health;
import io.mce.spi.InvalidSettingsException;
import io.mce.spi.LookupRequest;
import io.mce.spi.LookupResult;
import io.mce.spi.MessageIn;
import io.mce.spi.MessagePurpose;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderEvent;
import io.mce.spi.ProviderFactory;
import io.mce.spi.Secret;
import io.mce.spi.Setting;
import io.mce.spi.SpiVersion;
import io.mce.spi.Text;
import io.mce.spi.WebhookReceiver;
import io.mce.spi.WebhookReply;
import io.mce.spi.WebhookRequest;
import io.mce.spi.WebhookResult;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A channel plugin that does what a test tells it, per token of its settings. Its webhooks are
 * genuine when they carry the token, and each line of a body is an inbound message.
 */
final class ScriptedChannel
    implements ProviderFactory<ChannelProvider, ScriptedChannel.ScriptedSettings> {

  static final String ID = "scripted";

  /** The settings: one secret, one that is required, one with a rule, one optional. */
  record ScriptedSettings(
      @Setting(label = "Token") Secret token,
      @Setting(label = "Sender") String sender,
      @Setting(label = "Port", defaultValue = "443") int port,
      @Setting(label = "Note") Optional<String> note) {

    ScriptedSettings {
      if (port < 1 || port > 65_535) {
        throw InvalidSettingsException.of("port", "must be between 1 and 65535");
      }
    }
  }

  /** What an instance does at one point; may throw anything. */
  interface Script<T> {
    T run(Instance instance) throws Throwable;
  }

  /** Every instance made, in order. */
  final List<Instance> made = new CopyOnWriteArrayList<>();

  private final ConcurrentHashMap<String, Script<?>> starts = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Health> healths = new ConcurrentHashMap<>();
  private volatile Script<Accepted> onSend = instance -> Accepted.of("remote-1");
  private volatile @Nullable Script<WebhookResult> onWebhook;
  private volatile @Nullable Script<?> onCreate;
  private volatile @Nullable Script<?> onHealth;

  /** What instances with this token do when they are started. */
  void onStart(String token, Script<?> script) {
    starts.put(token, script);
  }

  void startsAgain(String token) {
    starts.remove(token);
  }

  void health(String token, Health health) {
    healths.put(token, health);
  }

  void onSend(Script<Accepted> script) {
    onSend = script;
  }

  void onWebhook(Script<WebhookResult> script) {
    onWebhook = script;
  }

  void onCreate(Script<?> script) {
    onCreate = script;
  }

  void onHealth(Script<?> script) {
    onHealth = script;
  }

  Instance last() {
    return made.getLast();
  }

  /** Instances that were started and not closed. */
  List<Instance> open() {
    return made.stream().filter(each -> each.started && !each.closed).toList();
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String displayName() {
    return "Scripted channel";
  }

  @Override
  public Class<ChannelProvider> type() {
    return ChannelProvider.class;
  }

  @Override
  public Class<ScriptedSettings> settings() {
    return ScriptedSettings.class;
  }

  @Override
  public int spiVersion() {
    return SpiVersion.MAJOR;
  }

  @Override
  public ChannelProvider create(ScriptedSettings settings, ProviderContext context) {
    Instance instance = new Instance(settings, context);
    Script<?> script = onCreate;
    if (script != null) {
      instance.run(script);
    }
    made.add(instance);
    return instance;
  }

  static OutboundMessage message(String id) {
    return OutboundMessage.of(
        id, Address.phone("+5511912345678"), new Text("Hi"), "c", MessagePurpose.OUTREACH);
  }

  /** A call of {@link Providers#call} that sends. */
  static Function<ChannelProvider, String> sending(String id) {
    return channel -> channel.send(message(id)).remoteId();
  }

  /** One live account. */
  final class Instance implements ChannelProvider, WebhookReceiver, DeliveryLookup {

    final ScriptedSettings settings;
    final ProviderContext context;
    volatile boolean started;
    volatile boolean closed;

    Instance(ScriptedSettings settings, ProviderContext context) {
      this.settings = settings;
      this.context = context;
    }

    String token() {
      return settings.token().reveal();
    }

    @Override
    public void start() {
      Script<?> script = starts.get(token());
      if (script != null) {
        run(script);
      }
      started = true;
    }

    @Override
    public ChannelProfile profile() {
      return ChannelProfile.of(
          "SCRIPTED",
          EnumSet.of(AddressScheme.E164),
          EnumSet.of(ChannelCapability.TEXT, ChannelCapability.INBOUND));
    }

    @Override
    public Accepted send(OutboundMessage message) {
      return run(onSend);
    }

    @Override
    public LookupResult lookup(LookupRequest request) {
      return LookupResult.found("found:" + request.messageId());
    }

    @Override
    public Health health() {
      Script<?> script = onHealth;
      if (script != null) {
        run(script);
      }
      return healths.getOrDefault(token(), Health.up());
    }

    @Override
    public WebhookResult receive(WebhookRequest request) {
      Script<WebhookResult> script = onWebhook;
      if (script != null) {
        return run(script);
      }
      if (!request.header("X-Token").equals(Optional.of(token()))) {
        return WebhookResult.rejected("the token is wrong");
      }
      List<ProviderEvent> events =
          request
              .text()
              .lines()
              .<ProviderEvent>map(line ->
                  MessageIn.text(line, request.receivedAt(), Address.phone("+5511912345678"), line))
              .toList();
      return WebhookResult.accepted(events, WebhookReply.text("thanks"));
    }

    @Override
    public void close() {
      closed = true;
    }

    private <T> T run(Script<T> script) {
      try {
        return script.run(this);
      } catch (Throwable e) {
        throw ScriptedChannel.<RuntimeException>sneaky(e);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E sneaky(Throwable e) throws E {
    throw (E) e;
  }
}
