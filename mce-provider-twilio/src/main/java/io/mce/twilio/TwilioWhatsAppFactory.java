package io.mce.twilio;

import io.mce.spi.ChannelProvider;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderFactory;
import io.mce.spi.SpiVersion;

/** Makes channels for WhatsApp over Twilio. */
public final class TwilioWhatsAppFactory
    implements ProviderFactory<ChannelProvider, TwilioSettings> {

  @Override
  public String id() {
    return "twilio-whatsapp";
  }

  @Override
  public String displayName() {
    return "Twilio WhatsApp";
  }

  @Override
  public Class<ChannelProvider> type() {
    return ChannelProvider.class;
  }

  @Override
  public Class<TwilioSettings> settings() {
    return TwilioSettings.class;
  }

  @Override
  public int spiVersion() {
    return SpiVersion.MAJOR;
  }

  @Override
  public ChannelProvider create(TwilioSettings settings, ProviderContext context) {
    return new TwilioChannel(TwilioMedium.WHATSAPP, settings, context);
  }
}
