package io.mce.spi;

import java.net.URI;
import java.util.UUID;

/** Makes channels with one flaw, or without any. */
final class FlawedFactory implements ProviderFactory<ChannelProvider, FlawedFactory.Settings> {

  record Settings(
      @Setting(label = "Address") URI url,
      @Setting(label = "Token") Secret token,
      @Setting(label = "Webhook secret") Secret webhookSecret) {}

  private final Flaw flaw;

  FlawedFactory(Flaw flaw) {
    this.flaw = flaw;
  }

  @Override
  public String id() {
    return flaw == Flaw.CHANGES_ITS_ID
        ? "flawed-" + UUID.randomUUID().toString().substring(0, 8)
        : "flawed";
  }

  @Override
  public String displayName() {
    return "Flawed";
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
    return new FlawedChannel(flaw, settings, context);
  }
}
