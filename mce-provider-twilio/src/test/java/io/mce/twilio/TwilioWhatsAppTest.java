package io.mce.twilio;

import io.mce.spi.ChannelProvider;
import io.mce.spi.ProviderFactory;
import io.mce.spi.tck.ChannelProviderContract;
import io.mce.spi.tck.NetworkRemote;
import java.util.Map;

class TwilioWhatsAppTest implements ChannelProviderContract {

  @Override
  public ProviderFactory<ChannelProvider, ?> factory() {
    return new TwilioWhatsAppFactory();
  }

  @Override
  public NetworkRemote startRemote() {
    return new TwilioRemote(TwilioMedium.WHATSAPP, Map.of());
  }
}
