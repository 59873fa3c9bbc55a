package io.mce.telnyx;

import io.mce.spi.ChannelProvider;
import io.mce.spi.ProviderFactory;
import io.mce.spi.tck.ChannelProviderContract;
import io.mce.spi.tck.NetworkRemote;

class TelnyxSmsConformanceTest implements ChannelProviderContract {

  @Override
  public ProviderFactory<ChannelProvider, ?> factory() {
    return new TelnyxSmsFactory();
  }

  @Override
  public NetworkRemote startRemote() {
    return TelnyxRemote.sms();
  }
}
