package io.mce.event;

import com.google.inject.AbstractModule;
import com.google.inject.Binder;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import io.mce.job.Startable;
import io.mce.job.Worker;
import io.mce.spi.Internal;

/** Wires the event log. */
@Internal
public final class EventModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Events.class).asEagerSingleton();
    bind(EventStore.class).asEagerSingleton();
    bind(CursorStore.class).asEagerSingleton();
    bind(ParkedEventStore.class).asEagerSingleton();
    bind(Subscriptions.class).asEagerSingleton();
    bind(EnvelopeSeal.class).asEagerSingleton();
    bind(LiveEvents.class).asEagerSingleton();
    bind(EventRetention.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), Worker.class).addBinding().to(LiveEvents.class);
    Multibinder.newSetBinder(binder(), Startable.class).addBinding().to(EventRetention.class);
    types(binder()).addBinding().toInstance(DeadLetterRetried.class);
  }

  /** The types of event that features publish; each feature's module adds its own. */
  public static Multibinder<Class<? extends DomainEvent>> types(Binder binder) {
    return Multibinder.newSetBinder(
        binder, Key.get(new TypeLiteral<Class<? extends DomainEvent>>() {}));
  }
}
