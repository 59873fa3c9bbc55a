package io.mce.note;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.mce.event.EventModule;
import io.mce.kernel.FollowingData;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.RetainedData;
import io.mce.secret.SecretModule;
import io.mce.spi.Internal;

/** Wires notes and timelines. */
@Internal
public final class NoteModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Notes.class).asEagerSingleton();
    bind(NoteStore.class).asEagerSingleton();
    bind(NoteData.class).asEagerSingleton();
    bind(Timelines.class).asEagerSingleton();
    SecretModule.columns(binder()).addBinding().toInstance(NoteStore.COLUMN);
    Multibinder.newSetBinder(binder(), PersonalDataHolder.class).addBinding().to(NoteData.class);
    Multibinder.newSetBinder(binder(), RetainedData.class).addBinding().to(NoteData.class);
    Multibinder.newSetBinder(binder(), FollowingData.class).addBinding().to(NoteData.class);
    EventModule.types(binder()).addBinding().toInstance(NoteWritten.class);
    EventModule.types(binder()).addBinding().toInstance(NoteChanged.class);
    EventModule.types(binder()).addBinding().toInstance(NoteDeleted.class);
  }
}
