package io.mce.whatsapp;

import io.mce.spi.ChannelProvider;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderFactory;
import io.mce.spi.SpiVersion;

/** WhatsApp numbers on the Cloud API of Meta; one account is one number. */
public final class WhatsAppCloudFactory
    implements ProviderFactory<ChannelProvider, WhatsAppCloudSettings> {

  @Override
  public String id() {
    return "whatsapp-cloud";
  }

  @Override
  public String displayName() {
    return "WhatsApp (Cloud API)";
  }

  @Override
  public Class<ChannelProvider> type() {
    return ChannelProvider.class;
  }

  @Override
  public Class<WhatsAppCloudSettings> settings() {
    return WhatsAppCloudSettings.class;
  }

  @Override
  public int spiVersion() {
    return SpiVersion.MAJOR;
  }

  @Override
  public ChannelProvider create(WhatsAppCloudSettings settings, ProviderContext context) {
    return new WhatsAppCloudChannel(settings);
  }
}
