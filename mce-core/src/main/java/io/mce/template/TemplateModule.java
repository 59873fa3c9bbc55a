package io.mce.template;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.mce.channel.TemplateApprovals;
import io.mce.event.EventModule;
import io.mce.job.Startable;
import io.mce.job.Worker;
import io.mce.provider.ProviderModule;
import io.mce.spi.Internal;

/** Wires the templates of channels. */
@Internal
public final class TemplateModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(ChannelTemplates.class).asEagerSingleton();
    bind(TemplateStore.class).asEagerSingleton();
    bind(TemplateApprovals.class).to(TemplateStore.class);
    bind(CatalogStore.class).asEagerSingleton();
    bind(TemplateDesk.class).asEagerSingleton();
    bind(TemplateNotices.class).asEagerSingleton();
    bind(TemplateAccounts.class).asEagerSingleton();
    bind(TemplateHandler.class).asEagerSingleton();
    bind(TemplateWorker.class).asEagerSingleton();
    ProviderModule.handlers(binder()).addBinding().to(TemplateHandler.class);
    Multibinder.newSetBinder(binder(), Startable.class).addBinding().to(TemplateAccounts.class);
    Multibinder.newSetBinder(binder(), Worker.class).addBinding().to(TemplateWorker.class);
    EventModule.types(binder()).addBinding().toInstance(TemplateChanged.class);
    EventModule.types(binder()).addBinding().toInstance(TemplatesSynced.class);
    EventModule.types(binder()).addBinding().toInstance(TemplateSubmitted.class);
  }
}
