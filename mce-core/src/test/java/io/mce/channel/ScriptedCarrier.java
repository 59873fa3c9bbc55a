package io.mce.channel;

import io.mce.spi.Accepted;
import io.mce.spi.Address;
import io.mce.spi.AddressScheme;
import io.mce.spi.ChannelCapability;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ChannelProvider;
import io.mce.spi.Content;
import io.mce.spi.DeliveryLookup;
import io.mce.spi.Health;
import io.mce.spi.LookupRequest;
import io.mce.spi.LookupResult;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderEvent;
import io.mce.spi.ProviderFactory;
import io.mce.spi.RecipientLimit;
import io.mce.spi.RecipientLimits;
import io.mce.spi.SpiVersion;
import io.mce.spi.Template;
import io.mce.spi.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A carrier that does as the test says. It keeps everything that reached it. Thread-safe. */
final class ScriptedCarrier {

  static final String PROVIDER = "scripted";
  static final String CHANNEL = "SCRIPTED";

  /** One send that reached the carrier. */
  record Arrival(String accountId, String messageId, String to, String text, Instant at) {}

  /** The carrier needs no settings. */
  record Settings() {}

  private final List<Arrival> arrivals = new ArrayList<>();
  private final Map<String, ProviderContext> contexts = new ConcurrentHashMap<>();
  private volatile Function<OutboundMessage, Accepted> answer =
      message -> Accepted.of("remote-" + message.id());
  private volatile Optional<Function<LookupRequest, LookupResult>> lookup = Optional.empty();
  private volatile Optional<RecipientLimit> recipientLimit = Optional.empty();
  private volatile UnaryOperator<ChannelProfile> profile = UnaryOperator.identity();
  private volatile EnumSet<ChannelCapability> capabilities =
      EnumSet.of(
          ChannelCapability.TEXT,
          ChannelCapability.INBOUND,
          ChannelCapability.SENT_RECEIPT,
          ChannelCapability.DELIVERED_RECEIPT,
          ChannelCapability.READ_RECEIPT,
          ChannelCapability.REFERENCE_ECHO);

  /** What the carrier answers from now on. */
  ScriptedCarrier answers(Function<OutboundMessage, Accepted> newAnswer) {
    answer = newAnswer;
    return this;
  }

  /** The carrier takes everything over from now on. */
  ScriptedCarrier accepts() {
    return answers(message -> Accepted.of("remote-" + message.id()));
  }

  /** The carrier can be asked, and answers this. */
  ScriptedCarrier canBeAsked(Function<LookupRequest, LookupResult> newLookup) {
    lookup = Optional.of(newLookup);
    return this;
  }

  /** The carrier lets all accounts of a pool write to so many people a day. */
  ScriptedCarrier lets(String pool, int peoplePerDay) {
    recipientLimit = Optional.of(new RecipientLimit(pool, OptionalInt.of(peoplePerDay)));
    return this;
  }

  /** The carrier recognizes repetitions. */
  ScriptedCarrier isIdempotent() {
    EnumSet<ChannelCapability> more = EnumSet.copyOf(capabilities);
    more.add(ChannelCapability.IDEMPOTENT_SEND);
    capabilities = more;
    return this;
  }

  /** Changes the profile. Before the account is made. */
  ScriptedCarrier with(UnaryOperator<ChannelProfile> change) {
    profile = change;
    return this;
  }

  synchronized List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  List<String> texts() {
    return arrivals().stream().map(Arrival::text).toList();
  }

  /** The carrier tells something about an account. */
  void tells(String accountId, ProviderEvent event) {
    contexts.get(accountId).emit(event);
  }

  private Accepted take(ProviderContext context, OutboundMessage message) {
    synchronized (this) {
      arrivals.add(
          new Arrival(
              context.account().accountId(),
              message.id(),
              message.to().value(),
              said(message.content()),
              context.clock().instant()));
    }
    return answer.apply(message);
  }

  private static String said(Content content) {
    return switch (content) {
      case Text text -> text.body();
      case Template template -> template.name();
      default -> "";
    };
  }

  ProviderFactory<ChannelProvider, Settings> factory() {
    return new Factory();
  }

  private final class Factory implements ProviderFactory<ChannelProvider, Settings> {

    @Override
    public String id() {
      return PROVIDER;
    }

    @Override
    public String displayName() {
      return "Scripted carrier";
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
      contexts.put(context.account().accountId(), context);
      return new Channel(context);
    }
  }

  private final class Channel implements ChannelProvider {

    private final ProviderContext context;

    Channel(ProviderContext context) {
      this.context = context;
    }

    @Override
    public ChannelProfile profile() {
      return profile.apply(
          ChannelProfile.of(CHANNEL, EnumSet.of(AddressScheme.E164), capabilities)
              .withPace(64, 100_000)
              .withSendTimeout(Duration.ofSeconds(10)));
    }

    @Override
    public Accepted send(OutboundMessage message) {
      return take(context, message);
    }

    @Override
    public <T> Optional<T> feature(Class<T> type) {
      if (type == DeliveryLookup.class) {
        return lookup.map(ask -> type.cast((DeliveryLookup) ask::apply));
      }
      if (type == RecipientLimits.class) {
        return recipientLimit.map(limit -> type.cast((RecipientLimits) () -> limit));
      }
      return Optional.empty();
    }

    @Override
    public Health health() {
      return Health.up();
    }
  }

  /** A phone number of its own for each number. */
  static Address phone(int number) {
    return Address.phone("+5511" + (900_000_000 + number));
  }
}
