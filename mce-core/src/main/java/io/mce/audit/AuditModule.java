package io.mce.audit;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.mce.event.DomainEvent;
import io.mce.event.EventModule;
import io.mce.job.Startable;
import io.mce.spi.Internal;

/** Wires the audit trail. */
@Internal
public final class AuditModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(AuditTrail.class).asEagerSingleton();
    bind(AuditStore.class).asEagerSingleton();
    bind(AuditRecorder.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), Startable.class).addBinding().to(AuditRecorder.class);
    Multibinder<Class<? extends DomainEvent>> types = EventModule.types(binder());
    types.addBinding().toInstance(AccessDenied.class);
    types.addBinding().toInstance(SecurityNoted.class);
  }
}
