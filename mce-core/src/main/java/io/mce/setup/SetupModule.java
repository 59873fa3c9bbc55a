package io.mce.setup;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.mce.event.EventModule;
import io.mce.job.Startable;
import io.mce.spi.Internal;

/** Wires the setup of organizations. */
@Internal
public final class SetupModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Setup.class).asEagerSingleton();
    bind(SetupSteps.class).asEagerSingleton();
    bind(SetupStepStore.class).asEagerSingleton();
    bind(SetupReminder.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), Startable.class).addBinding().to(SetupReminder.class);
    EventModule.types(binder()).addBinding().toInstance(SetupStepSkipped.class);
  }
}
