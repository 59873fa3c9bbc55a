package io.mce.job;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import io.mce.spi.Internal;

/** Wires background work. */
@Internal
public final class JobModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Workers.class).asEagerSingleton();
    bind(DueTimes.class).in(Singleton.class);
    bind(DueWork.class).asEagerSingleton();
    bind(Jobs.class).asEagerSingleton();
    bind(ManualWork.class).in(Singleton.class);
  }
}
