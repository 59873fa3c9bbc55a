package io.mce.ingestion;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.mce.event.EventModule;
import io.mce.job.Startable;
import io.mce.job.Worker;
import io.mce.kernel.RetainedData;
import io.mce.provider.ProviderModule;
import io.mce.secret.SecretModule;
import io.mce.spi.Internal;

/** Wires the ways in. */
@Internal
public final class IngestionModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Intake.class).asEagerSingleton();
    bind(LeadSources.class).asEagerSingleton();
    bind(LeadSourceStore.class).asEagerSingleton();
    bind(LeadHooks.class).asEagerSingleton();
    bind(DeliveryStore.class).asEagerSingleton();
    bind(OldDeliveries.class).asEagerSingleton();
    bind(HookSampleStore.class).asEagerSingleton();
    bind(OldHookSamples.class).asEagerSingleton();
    SecretModule.columns(binder()).addBinding().toInstance(HookSampleStore.COLUMN);
    EventModule.types(binder()).addBinding().toInstance(LeadSourceMapped.class);
    SecretModule.columns(binder()).addBinding().toInstance(LeadSourceStore.COLUMN);
    SecretModule.columns(binder()).addBinding().toInstance(DeliveryStore.COLUMN);
    bind(Imports.class).asEagerSingleton();
    bind(ImportStore.class).asEagerSingleton();
    bind(ImportFileStore.class).asEagerSingleton();
    bind(ImportErrorStore.class).asEagerSingleton();
    bind(ImportMappingStore.class).asEagerSingleton();
    bind(ImportUploads.class).asEagerSingleton();
    bind(ImportPreviews.class).asEagerSingleton();
    bind(ImportUndoing.class).asEagerSingleton();
    bind(ErrorFile.class).asEagerSingleton();
    bind(ImportBatch.class).asEagerSingleton();
    bind(OldImportErrors.class).asEagerSingleton();
    Multibinder<RetainedData> retained = Multibinder.newSetBinder(binder(), RetainedData.class);
    retained.addBinding().to(OldImportErrors.class);
    retained.addBinding().to(OldDeliveries.class);
    retained.addBinding().to(OldHookSamples.class);
    bind(ImportProbe.class).toInstance(before -> {});
    Multibinder<Worker> workers = Multibinder.newSetBinder(binder(), Worker.class);
    workers.addBinding().to(ImportWorker.class);
    workers.addBinding().to(LeadPollWorker.class);
    bind(LeadPolls.class).asEagerSingleton();
    bind(LeadPollStore.class).asEagerSingleton();
    bind(LeadPollDesk.class).asEagerSingleton();
    bind(LeadPollWorker.class).asEagerSingleton();
    bind(LeadPollHandler.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), Startable.class).addBinding().to(LeadPollHandler.class);
    SecretModule.columns(binder()).addBinding().toInstance(LeadPollStore.COLUMN);
    EventModule.types(binder()).addBinding().toInstance(LeadPollPaused.class);
    EventModule.types(binder()).addBinding().toInstance(LeadPollRequested.class);
    bind(ImportWorker.class).asEagerSingleton();
    bind(LeadInHandler.class).asEagerSingleton();
    SecretModule.columns(binder()).addBinding().toInstance(ImportFileStore.COLUMN);
    ImportErrorStore.COLUMNS.forEach(
        each -> SecretModule.columns(binder()).addBinding().toInstance(each));
    ProviderModule.handlers(binder()).addBinding().to(LeadInHandler.class);
    bind(LeadsWaitingHandler.class).asEagerSingleton();
    ProviderModule.handlers(binder()).addBinding().to(LeadsWaitingHandler.class);
    EventModule.types(binder()).addBinding().toInstance(LeadSourceCreated.class);
    EventModule.types(binder()).addBinding().toInstance(DeliveryHeld.class);
    EventModule.types(binder()).addBinding().toInstance(DeliverySettled.class);
    EventModule.types(binder()).addBinding().toInstance(ImportProgressed.class);
    EventModule.types(binder()).addBinding().toInstance(ImportCompleted.class);
    EventModule.types(binder()).addBinding().toInstance(ImportFailed.class);
    EventModule.types(binder()).addBinding().toInstance(ImportStatusChanged.class);
  }
}
