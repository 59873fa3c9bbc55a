package io.mce.spi;

/**
 * Makes providers of one kind; the entry point of a plugin.
 *
 * <p>Listed in {@code META-INF/services/io.mce.spi.ProviderFactory} or handed to the engine's
 * builder. One factory serves all organizations: it keeps no state. All methods may be called from
 * any thread.
 *
 * @param <P> the kind of provider, for example {@link ChannelProvider}
 * @param <S> the settings of one account: a record, see {@link Setting}
 */
public interface ProviderFactory<P extends Provider, S extends Record> {

  /**
   * Names this factory for ever: it is stored with each account. Lower-case letters, digits and
   * dashes, at most 40 characters, for example {@code twilio-voice}. Two factories with one id stop
   * the start of the engine.
   */
  String id();

  /** The name people read where they choose a provider, for example "Twilio voice". */
  String displayName();

  /** The kind of provider that {@link #create} returns. */
  Class<P> type();

  /** The record that holds the settings of an account; {@link SettingsForm} reads it. */
  Class<S> settings();

  /**
   * The SPI this plugin was compiled against. Always written as {@code return SpiVersion.MAJOR;}:
   * the compiler copies the number into the plugin, which is how the engine can tell.
   */
  int spiVersion();

  /**
   * Makes the provider of one account of one organization.
   *
   * <p>Makes no network call; sessions and background work begin in {@link Provider#start()}. May
   * be called more than once for one account: new settings make a new instance, which takes over
   * from the old one.
   *
   * @param settings validated settings
   * @param context what the account may use of the engine
   */
  P create(S settings, ProviderContext context);
}
