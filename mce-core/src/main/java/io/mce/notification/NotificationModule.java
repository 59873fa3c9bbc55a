package io.mce.notification;

import com.google.inject.AbstractModule;
import io.mce.event.EventModule;
import io.mce.spi.Internal;

/** Wires notices. */
@Internal
public final class NotificationModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Notices.class).asEagerSingleton();
    bind(NoticeStore.class).asEagerSingleton();
    EventModule.types(binder()).addBinding().toInstance(NoticeRaised.class);
  }
}
