package io.mce.twilio;

import io.mce.spi.ChannelProvider;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderFactory;
import io.mce.spi.SpiVersion;

/** Makes channels for SMS and MMS over Twilio. */
public final class TwilioSmsFactory implements ProviderFactory<ChannelProvider, TwilioSettings> {

  @Override
  public String id() {
    return "twilio-sms";
  }

  @Override
  public String displayName() {
    return "Twilio SMS";
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
    return new TwilioChannel(TwilioMedium.SMS, settings, context);
  }
}
