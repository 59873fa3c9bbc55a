package io.mce.spi.tck;

import io.mce.spi.ChannelProvider;
import io.mce.spi.ProviderFactory;

/** What the author of a channel hands to the kit; the contracts below it hold the tests. */
public interface ChannelContract {

  /** A new factory, as a user of the plugin gets it. */
  ProviderFactory<ChannelProvider, ?> factory();

  /** A new remote, ready to take messages. Each test starts its own and closes it. */
  ScriptedRemote startRemote();

  /**
   * Whether the plugin's jar names the factory in {@code
   * META-INF/services/io.mce.spi.ProviderFactory}. A factory that only ever reaches the engine
   * through its builder answers false.
   */
  default boolean listedAsService() {
    return true;
  }
}
