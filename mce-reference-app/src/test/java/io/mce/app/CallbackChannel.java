package io.mce.app;

import io.mce.spi.Accepted;
import io.mce.spi.AddressScheme;
import io.mce.spi.ChannelCapability;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ChannelProvider;
import io.mce.spi.Health;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderFactory;
import io.mce.spi.Setting;
import io.mce.spi.SpiVersion;
import io.mce.spi.WebhookReceiver;
import io.mce.spi.WebhookReply;
import io.mce.spi.WebhookRequest;
import io.mce.spi.WebhookResult;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** A channel whose carrier calls back, which the sandbox's does not; ServiceLoader finds it. */
public final class CallbackChannel
    implements ProviderFactory<ChannelProvider, CallbackChannel.Settings> {

  static final String ID = "callback";

  /** What an account is set up with. */
  public record Settings(@Setting(label = "Note") Optional<String> note) {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String displayName() {
    return "Channel that is called back";
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

  private static final class Live implements ChannelProvider, WebhookReceiver {

    @Override
    public ChannelProfile profile() {
      return ChannelProfile.of(
          "CALLBACK", EnumSet.of(AddressScheme.E164), EnumSet.of(ChannelCapability.TEXT));
    }

    @Override
    public Accepted send(OutboundMessage message) {
      return Accepted.of("remote-" + message.id());
    }

    @Override
    public Health health() {
      return Health.up();
    }

    @Override
    public WebhookResult receive(WebhookRequest request) {
      return WebhookResult.accepted(List.of(), WebhookReply.text("thanks"));
    }
  }
}
