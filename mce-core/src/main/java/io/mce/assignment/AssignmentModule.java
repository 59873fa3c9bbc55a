package io.mce.assignment;

import com.google.inject.AbstractModule;
import io.mce.spi.Internal;

/** Wires assignment; leads are dealt out in turn unless the host binds another policy. */
@Internal
public final class AssignmentModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Assignments.class).asEagerSingleton();
    bind(AssignmentStore.class).asEagerSingleton();
    bind(AssignmentPolicy.class).to(RoundRobin.class);
    bind(RoundRobin.class).asEagerSingleton();
  }
}
