package com.example.echo;

import io.mce.spi.ChannelProvider;
import io.mce.spi.ProviderFactory;
import io.mce.spi.tck.ChannelProviderContract;
import io.mce.spi.tck.NetworkRemote;

class EchoChannelTest implements ChannelProviderContract {

  @Override
  public ProviderFactory<ChannelProvider, ?> factory() {
    return new EchoFactory();
  }

  @Override
  public NetworkRemote startRemote() {
    return new EchoRemote();
  }
}
