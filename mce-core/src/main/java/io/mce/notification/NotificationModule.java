package io.mce.notification;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.mce.event.EventModule;
import io.mce.job.Startable;
import io.mce.kernel.FollowingData;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.RetainedData;
import io.mce.secret.SecretModule;
import io.mce.spi.Internal;

/** Wires notices. */
@Internal
public final class NotificationModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Notices.class).asEagerSingleton();
    bind(NoticeStore.class).asEagerSingleton();
    bind(DenialNotices.class).asEagerSingleton();
    bind(SettingsHandler.class).asEagerSingleton();
    bind(ChannelNotices.class).asEagerSingleton();
    Multibinder<Startable> startables = Multibinder.newSetBinder(binder(), Startable.class);
    startables.addBinding().to(DenialNotices.class);
    startables.addBinding().to(SettingsHandler.class);
    startables.addBinding().to(ChannelNotices.class);
    SecretModule.columns(binder()).addBinding().toInstance(NoticeStore.COLUMN);
    bind(NoticeData.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), FollowingData.class).addBinding().to(FollowingNotices.class);
    bind(FollowingNotices.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), PersonalDataHolder.class).addBinding().to(NoticeData.class);
    Multibinder.newSetBinder(binder(), RetainedData.class).addBinding().to(NoticeData.class);
    EventModule.types(binder()).addBinding().toInstance(NoticeRaised.class);
  }
}
