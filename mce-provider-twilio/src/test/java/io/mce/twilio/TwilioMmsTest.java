package io.mce.twilio;

import io.mce.spi.ChannelProvider;
import io.mce.spi.ProviderFactory;
import io.mce.spi.tck.ChannelProviderContract;
import io.mce.spi.tck.NetworkRemote;
import java.util.Map;

class TwilioMmsTest implements ChannelProviderContract {

  @Override
  public ProviderFactory<ChannelProvider, ?> factory() {
    return new TwilioSmsFactory();
  }

  @Override
  public NetworkRemote startRemote() {
    return new TwilioRemote(TwilioMedium.SMS, Map.of("mms", "true"));
  }
}
