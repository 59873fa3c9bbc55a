package io.mce.telnyx;

import io.mce.spi.ChannelProvider;
import io.mce.spi.ProviderFactory;
import io.mce.spi.tck.ChannelProviderContract;
import io.mce.spi.tck.NetworkRemote;
import java.util.Map;

class TelnyxMmsConformanceTest implements ChannelProviderContract {

  @Override
  public ProviderFactory<ChannelProvider, ?> factory() {
    return new TelnyxSmsFactory();
  }

  @Override
  public NetworkRemote startRemote() {
    return TelnyxRemote.sms(Map.of("mms", "true"));
  }
}
