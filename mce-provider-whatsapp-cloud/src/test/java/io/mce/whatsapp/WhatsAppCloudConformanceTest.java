package io.mce.whatsapp;

import io.mce.spi.ChannelProvider;
import io.mce.spi.ProviderFactory;
import io.mce.spi.tck.ChannelProviderContract;
import io.mce.spi.tck.NetworkRemote;

class WhatsAppCloudConformanceTest implements ChannelProviderContract {

  @Override
  public ProviderFactory<ChannelProvider, ?> factory() {
    return new WhatsAppCloudFactory();
  }

  @Override
  public NetworkRemote startRemote() {
    return new FakeGraph();
  }
}
