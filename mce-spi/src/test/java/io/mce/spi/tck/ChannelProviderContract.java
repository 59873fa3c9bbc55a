package io.mce.spi.tck;

/**
 * Everything the engine relies on in a channel. A plugin's test class implements it and inherits
 * the tests:
 *
 * <pre>{@code
 * class AcmeChannelTest implements ChannelProviderContract {
 *   public ProviderFactory<ChannelProvider, ?> factory() { return new AcmeFactory(); }
 *   public NetworkRemote startRemote() { return new AcmeRemote(); }
 * }
 * }</pre>
 */
public interface ChannelProviderContract extends LocalChannelContract, NetworkContract {

  @Override
  NetworkRemote startRemote();
}
