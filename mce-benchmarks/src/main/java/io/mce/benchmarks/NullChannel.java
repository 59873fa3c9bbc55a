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
import io.mce.spi.SpiVersion;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A carrier that accepts at once: what remains is the engine's own cost. */
final class NullChannel implements ProviderFactory<ChannelProvider, NullChannel.Settings> {

  /** No settings. */
  public record Settings() {}

  private final AtomicLong accepted = new AtomicLong();

  long accepted() {
    return accepted.get();
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
    return new ChannelProvider() {
      @Override
      public ChannelProfile profile() {
        return ChannelProfile.of("NULL", Set.of(AddressScheme.E164), Set.of(ChannelCapability.TEXT))
            .withPace(64, 1_000_000);
      }

      @Override
      public Accepted send(OutboundMessage message) {
        return Accepted.of("r" + accepted.incrementAndGet() + "-" + message.id());
      }

      @Override
      public Health health() {
        return Health.up();
      }
    };
  }
}
