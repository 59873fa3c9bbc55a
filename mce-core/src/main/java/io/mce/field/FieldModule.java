package io.mce.field;

import com.google.inject.AbstractModule;
import io.mce.event.EventModule;
import io.mce.spi.Internal;

/** Wires custom fields. */
@Internal
public final class FieldModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(CustomFields.class).asEagerSingleton();
    bind(CustomFieldStore.class).asEagerSingleton();
    EventModule.types(binder()).addBinding().toInstance(CustomFieldCreated.class);
    EventModule.types(binder()).addBinding().toInstance(CustomFieldChanged.class);
    EventModule.types(binder()).addBinding().toInstance(CustomFieldArchived.class);
    EventModule.types(binder()).addBinding().toInstance(CustomFieldRestored.class);
  }
}
