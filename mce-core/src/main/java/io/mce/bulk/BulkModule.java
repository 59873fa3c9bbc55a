package io.mce.bulk;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.mce.event.EventModule;
import io.mce.job.Worker;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.RetainedData;
import io.mce.secret.SecretModule;
import io.mce.spi.Internal;

/** Wires changes of many leads. */
@Internal
public final class BulkModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(BulkChanges.class).asEagerSingleton();
    bind(BulkStore.class).asEagerSingleton();
    bind(BulkItemStore.class).asEagerSingleton();
    bind(BulkCollecting.class).asEagerSingleton();
    bind(BulkChunk.class).asEagerSingleton();
    bind(Changing.class).asEagerSingleton();
    bind(TakingBack.class).asEagerSingleton();
    bind(BulkData.class).asEagerSingleton();
    bind(OldBulkItems.class).asEagerSingleton();
    bind(BulkWorker.class).asEagerSingleton();
    bind(BulkProbe.class).toInstance(before -> {});
    Multibinder.newSetBinder(binder(), Worker.class).addBinding().to(BulkWorker.class);
    Multibinder.newSetBinder(binder(), PersonalDataHolder.class).addBinding().to(BulkData.class);
    Multibinder.newSetBinder(binder(), RetainedData.class).addBinding().to(OldBulkItems.class);
    BulkStore.COLUMNS.forEach(each -> SecretModule.columns(binder()).addBinding().toInstance(each));
    SecretModule.columns(binder()).addBinding().toInstance(BulkItemStore.COLUMN);
    EventModule.types(binder()).addBinding().toInstance(BulkStarted.class);
    EventModule.types(binder()).addBinding().toInstance(BulkProgressed.class);
    EventModule.types(binder()).addBinding().toInstance(BulkEnded.class);
  }
}
