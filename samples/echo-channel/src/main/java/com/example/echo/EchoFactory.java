package com.example.echo;

import io.mce.spi.ChannelProvider;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderFactory;
import io.mce.spi.SpiVersion;

/** Makes Echo channels; named in {@code META-INF/services/io.mce.spi.ProviderFactory}. */
public final class EchoFactory implements ProviderFactory<ChannelProvider, EchoSettings> {

  @Override
  public String id() {
    return "echo";
  }

  @Override
  public String displayName() {
    return "Echo";
  }

  @Override
  public Class<ChannelProvider> type() {
    return ChannelProvider.class;
  }

  @Override
  public Class<EchoSettings> settings() {
    return EchoSettings.class;
  }

  @Override
  public int spiVersion() {
    return SpiVersion.MAJOR;
  }

  @Override
  public ChannelProvider create(EchoSettings settings, ProviderContext context) {
    return new EchoChannel(settings);
  }
}
