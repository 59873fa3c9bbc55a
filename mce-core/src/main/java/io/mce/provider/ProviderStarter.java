package io.mce.provider;

import io.mce.spi.ErrorKind;
import io.mce.spi.Provider;
import io.mce.spi.ProviderException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Makes and starts instances of plugins, and asks them how they do. Thread-safe. */
final class ProviderStarter {

  /** How long starting may take before the account counts as not working. */
  static final Duration START_LIMIT = Duration.ofSeconds(30);

  /** How long an account may take to say how it does. */
  static final Duration HEALTH_LIMIT = Duration.ofSeconds(10);

  /**
   * What came of starting an account.
   *
   * @param instance the started instance, unless it failed
   * @param report how the account does
   * @param failure why there is no instance
   */
  record Started(
      Optional<LiveProvider> instance,
      AccountHealth.Report report,
      Optional<ProviderException> failure) {

    boolean works() {
      return instance.isPresent() && report.state() != HealthState.DOWN;
    }
  }

  private final ProviderCatalog catalog;
  private final AccountSettings settings;
  private final StateEntryStore entries;
  private final ReceivedEvents received;
  private final ProviderSettings providerSettings;
  private final PluginThreads threads;
  private final Clock clock;

  @Inject
  ProviderStarter(
      ProviderCatalog catalog,
      AccountSettings settings,
      StateEntryStore entries,
      ReceivedEvents received,
      ProviderSettings providerSettings,
      PluginThreads threads,
      Clock clock) {
    this.catalog = catalog;
    this.settings = settings;
    this.entries = entries;
    this.received = received;
    this.providerSettings = providerSettings;
    this.threads = threads;
    this.clock = clock;
  }

  /**
   * Makes an instance that is not started. No network, safe inside a transaction.
   *
   * @throws ProviderException when the plugin is missing, does not take the settings or fails
   */
  LiveProvider make(StoredAccount account) {
    Plugin<?, ?> plugin =
        catalog
            .plugin(account.provider())
            .orElseThrow(() ->
                ProviderException.of(
                    ErrorKind.UNAVAILABLE,
                    "The plugin " + account.provider() + " is not installed."));
    AccountContext context =
        new AccountContext(
            account,
            providerSettings.webhookUrl(account.webhookKey()),
            received,
            entries,
            clock,
            threads.executor());
    try {
      Provider provider = plugin.create(settings.open(account), context);
      return new LiveProvider(account, provider, context);
    } catch (Throwable e) {
      context.close();
      throw PluginFailures.beforeCall(e);
    }
  }

  /** Makes and starts an instance; what goes wrong is in the answer. */
  Started start(StoredAccount account) {
    try {
      return start(make(account));
    } catch (ProviderException e) {
      return failed(e);
    }
  }

  /** Starts an instance, closing it when that fails. */
  Started start(LiveProvider instance) {
    try {
      threads.within(
          START_LIMIT,
          () -> {
            instance.provider().start();
            return true;
          });
      return new Started(Optional.of(instance), ask(instance), Optional.empty());
    } catch (ProviderException e) {
      instance.retire();
      return failed(e);
    }
  }

  /** Asks an instance how it does; not answering is an answer too. */
  AccountHealth.Report ask(LiveProvider instance) {
    try {
      return AccountHealth.Report.of(
          threads.within(HEALTH_LIMIT, () -> instance.provider().health()));
    } catch (ProviderException e) {
      return AccountHealth.Report.of(e);
    }
  }

  private static Started failed(ProviderException e) {
    return new Started(Optional.empty(), AccountHealth.Report.of(e), Optional.of(e));
  }
}
