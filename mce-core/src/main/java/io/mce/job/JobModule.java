package io.mce.job;

import com.google.inject.AbstractModule;
import io.mce.spi.Internal;

/** Wires background work. */
@Internal
public final class JobModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Workers.class).asEagerSingleton();
    bind(DueWork.class).asEagerSingleton();
    bind(Jobs.class).asEagerSingleton();
  }
}
