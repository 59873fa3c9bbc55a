package io.mce.benchmarks;

import io.mce.spi.Accepted;
import io.mce.spi.AddressScheme;
import io.mce.spi.ChannelCapability;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ChannelProvider;
import io.mce.spi.Health;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderFactory;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.SpiVersion;
import io.mce.spi.WebhookReceiver;
import io.mce.spi.WebhookRequest;
import io.mce.spi.WebhookResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A carrier that accepts everything: what remains is the engine's own cost. */
final class NullChannel implements ProviderFactory<ChannelProvider, NullChannel.Settings> {

  /** No settings. */
  public record Settings() {}

  private final AtomicLong accepted = new AtomicLong();
  private volatile Duration answersAfter = Duration.ZERO;

  long accepted() {
    return accepted.get();
  }

  /** From now on an answer takes this long. */
  void answersAfter(Duration time) {
    answersAfter = time;
  }

  @Override
  public String id() {
    return "null";
  }

  @Override
  public String displayName() {
    return "Null channel";
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
    return new Live();
  }

  /** A request is a list of ids, one to a line, of messages that were delivered. */
  private final class Live implements ChannelProvider, WebhookReceiver {

    @Override
    public ChannelProfile profile() {
      return ChannelProfile.of("NULL", Set.of(AddressScheme.E164), Set.of(ChannelCapability.TEXT))
          .withPace(64, 1_000_000);
    }

    @Override
    public Accepted send(OutboundMessage message) {
      if (answersAfter.isPositive()) {
        LockSupport.parkNanos(answersAfter.toNanos());
      }
      accepted.incrementAndGet();
      return Accepted.of("r-" + message.id());
    }

    @Override
    public Health health() {
      return Health.up();
    }

    @Override
    public WebhookResult receive(WebhookRequest request) {
      return WebhookResult.accepted(
          new String(request.body(), StandardCharsets.UTF_8)
              .lines()
              .map(id -> Receipt.of(id, ReceiptStatus.DELIVERED, request.receivedAt()))
              .toList());
    }
  }
}
