package io.mce.privacy;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.mce.event.DomainEvent;
import io.mce.event.EventModule;
import io.mce.spi.Internal;

/** Wires suppressions. */
@Internal
public final class PrivacyModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Suppressions.class).asEagerSingleton();
    bind(SuppressionStore.class).asEagerSingleton();
    Multibinder<Class<? extends DomainEvent>> types = EventModule.types(binder());
    types.addBinding().toInstance(RecipientSuppressed.class);
    types.addBinding().toInstance(SuppressionLifted.class);
  }
}
