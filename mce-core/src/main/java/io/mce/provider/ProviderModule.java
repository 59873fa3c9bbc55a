package io.mce.provider;

import com.google.inject.AbstractModule;
import com.google.inject.Binder;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import io.mce.event.EventModule;
import io.mce.job.Startable;
import io.mce.job.Worker;
import io.mce.kernel.RetainedData;
import io.mce.secret.SecretModule;
import io.mce.spi.Internal;
import java.net.URI;

/** Wires providers. Needs the public URL of the installation. */
@Internal
public final class ProviderModule extends AbstractModule {

  private final ProviderCatalog catalog;

  /** Wires the plugins of this catalog. */
  public ProviderModule(ProviderCatalog catalog) {
    this.catalog = catalog;
  }

  /** Where features bind what takes over events of remotes. */
  public static Multibinder<ProviderEventHandler> handlers(Binder binder) {
    return Multibinder.newSetBinder(binder, ProviderEventHandler.class);
  }

  @Override
  protected void configure() {
    bind(ProviderCatalog.class).toInstance(catalog);
    bind(ProviderAccounts.class).asEagerSingleton();
    bind(AccountStore.class).asEagerSingleton();
    bind(AccountSettings.class).asEagerSingleton();
    bind(AccountHealth.class).asEagerSingleton();
    bind(HealthNoticeHandler.class).asEagerSingleton();
    bind(StateEntryStore.class).asEagerSingleton();
    bind(PluginThreads.class).asEagerSingleton();
    bind(ProviderStarter.class).asEagerSingleton();
    bind(LiveProviders.class).asEagerSingleton();
    bind(Providers.class).asEagerSingleton();
    bind(Webhooks.class).asEagerSingleton();
    bind(ReceivedEvents.class).asEagerSingleton();
    bind(ReceivedEventStore.class).asEagerSingleton();
    bind(EventPayload.class).asEagerSingleton();
    bind(AccountWorker.class).asEagerSingleton();
    bind(ReceivedEventWorker.class).asEagerSingleton();
    bind(ReceivedEventRetention.class).asEagerSingleton();
    SecretModule.columns(binder()).addBinding().toInstance(AccountSettings.COLUMN);
    SecretModule.columns(binder()).addBinding().toInstance(StateEntryStore.COLUMN);
    SecretModule.columns(binder()).addBinding().toInstance(EventPayload.COLUMN);
    bind(OldReceivedEvents.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), RetainedData.class).addBinding().to(OldReceivedEvents.class);
    handlers(binder()).addBinding().to(HealthNoticeHandler.class);
    Multibinder<Worker> workers = Multibinder.newSetBinder(binder(), Worker.class);
    workers.addBinding().to(AccountWorker.class);
    workers.addBinding().to(ReceivedEventWorker.class);
    Multibinder.newSetBinder(binder(), Startable.class)
        .addBinding()
        .to(ReceivedEventRetention.class);
    EventModule.types(binder()).addBinding().toInstance(ChannelChanged.class);
    EventModule.types(binder()).addBinding().toInstance(ReceivedEventRetried.class);
  }

  @Provides
  @Singleton
  ProviderSettings settings(URI publicUrl) {
    return ProviderSettings.of(publicUrl);
  }
}
