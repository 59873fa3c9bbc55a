package io.mce.telnyx;

import io.mce.spi.ChannelProvider;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderFactory;
import io.mce.spi.SpiVersion;

/** Makes channels that carry SMS and MMS over Telnyx. Stateless. */
public final class TelnyxSmsFactory implements ProviderFactory<ChannelProvider, TelnyxSmsSettings> {

  @Override
  public String id() {
    return "telnyx-sms";
  }

  @Override
  public String displayName() {
    return "Telnyx SMS";
  }

  @Override
  public Class<ChannelProvider> type() {
    return ChannelProvider.class;
  }

  @Override
  public Class<TelnyxSmsSettings> settings() {
    return TelnyxSmsSettings.class;
  }

  @Override
  public int spiVersion() {
    return SpiVersion.MAJOR;
  }

  @Override
  public ChannelProvider create(TelnyxSmsSettings settings, ProviderContext context) {
    return new TelnyxSms(settings, context);
  }
}
