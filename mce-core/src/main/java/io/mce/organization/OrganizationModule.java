package io.mce.organization;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.mce.event.DomainEvent;
import io.mce.event.EventModule;
import io.mce.spi.Internal;

/** Wires organizations and members. */
@Internal
public final class OrganizationModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Organizations.class).asEagerSingleton();
    bind(OrganizationStore.class).asEagerSingleton();
    bind(Members.class).asEagerSingleton();
    bind(MemberStore.class).asEagerSingleton();
    Multibinder<Class<? extends DomainEvent>> types = EventModule.types(binder());
    types.addBinding().toInstance(OrganizationCreated.class);
    types.addBinding().toInstance(OrganizationChanged.class);
    types.addBinding().toInstance(MemberJoined.class);
  }
}
