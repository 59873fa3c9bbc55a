package io.mce.telnyx;

import io.mce.spi.ChannelProvider;
import io.mce.spi.ProviderFactory;
import io.mce.spi.tck.ChannelProviderContract;
import io.mce.spi.tck.NetworkRemote;

class TelnyxWhatsAppConformanceTest implements ChannelProviderContract {

  @Override
  public ProviderFactory<ChannelProvider, ?> factory() {
    return new TelnyxWhatsAppFactory();
  }

  @Override
  public NetworkRemote startRemote() {
    return TelnyxRemote.whatsApp();
  }
}
