package io.mce.project;

import com.google.inject.AbstractModule;
import io.mce.event.EventModule;
import io.mce.spi.Internal;

/** Wires projects. */
@Internal
public final class ProjectModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Projects.class).asEagerSingleton();
    bind(ProjectStore.class).asEagerSingleton();
    EventModule.types(binder()).addBinding().toInstance(ProjectCreated.class);
    EventModule.types(binder()).addBinding().toInstance(ProjectChanged.class);
  }
}
