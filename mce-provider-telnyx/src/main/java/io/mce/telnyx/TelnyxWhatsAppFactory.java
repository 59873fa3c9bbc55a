package io.mce.telnyx;

import io.mce.spi.ChannelProvider;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderFactory;
import io.mce.spi.SpiVersion;

/** Makes channels that carry WhatsApp over Telnyx. Stateless. */
public final class TelnyxWhatsAppFactory
    implements ProviderFactory<ChannelProvider, TelnyxWhatsAppSettings> {

  @Override
  public String id() {
    return "telnyx-whatsapp";
  }

  @Override
  public String displayName() {
    return "Telnyx WhatsApp";
  }

  @Override
  public Class<ChannelProvider> type() {
    return ChannelProvider.class;
  }

  @Override
  public Class<TelnyxWhatsAppSettings> settings() {
    return TelnyxWhatsAppSettings.class;
  }

  @Override
  public int spiVersion() {
    return SpiVersion.MAJOR;
  }

  @Override
  public ChannelProvider create(TelnyxWhatsAppSettings settings, ProviderContext context) {
    return new TelnyxWhatsApp(settings, context);
  }
}
