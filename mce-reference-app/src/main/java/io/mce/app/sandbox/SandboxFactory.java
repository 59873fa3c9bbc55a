package io.mce.app.sandbox;

import io.mce.spi.ChannelProvider;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderFactory;
import io.mce.spi.SpiVersion;

/** Makes sandbox channels whose phones are one {@link SandboxPhones}. */
public final class SandboxFactory implements ProviderFactory<ChannelProvider, SandboxSettings> {

  /** The id under which accounts of this channel are stored. */
  public static final String ID = "sandbox";

  private final SandboxPhones phones;

  /** A factory whose channels write to these phones. */
  public SandboxFactory(SandboxPhones phones) {
    this.phones = phones;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String displayName() {
    return "Sandbox phone";
  }

  @Override
  public Class<ChannelProvider> type() {
    return ChannelProvider.class;
  }

  @Override
  public Class<SandboxSettings> settings() {
    return SandboxSettings.class;
  }

  @Override
  public int spiVersion() {
    return SpiVersion.MAJOR;
  }

  @Override
  public ChannelProvider create(SandboxSettings settings, ProviderContext context) {
    return new SandboxChannel(settings, context, phones);
  }
}
