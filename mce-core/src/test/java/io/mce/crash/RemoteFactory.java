package io.mce.crash;

import io.mce.spi.ChannelProvider;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderFactory;
import io.mce.spi.SpiVersion;

/** The remote as a plugin, once for lines that can be asked and once for those that cannot. */
final class RemoteFactory implements ProviderFactory<ChannelProvider, RemoteSettings> {

  private final RemoteMode mode;

  RemoteFactory(RemoteMode mode) {
    this.mode = mode;
  }

  @Override
  public String id() {
    return switch (mode) {
      case CANNOT_BE_ASKED -> "remote-cannot-be-asked";
      case CAN_BE_ASKED -> "remote-can-be-asked";
    };
  }

  @Override
  public String displayName() {
    return "Recording remote";
  }

  @Override
  public Class<ChannelProvider> type() {
    return ChannelProvider.class;
  }

  @Override
  public Class<RemoteSettings> settings() {
    return RemoteSettings.class;
  }

  @Override
  public int spiVersion() {
    return SpiVersion.MAJOR;
  }

  @Override
  public ChannelProvider create(RemoteSettings settings, ProviderContext context) {
    return switch (mode) {
      case CANNOT_BE_ASKED -> new RemoteChannel(settings);
      case CAN_BE_ASKED -> new AskableRemoteChannel(settings);
    };
  }
}
