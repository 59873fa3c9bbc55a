package io.mce.segment;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.mce.event.DomainEvent;
import io.mce.event.EventModule;
import io.mce.job.Startable;
import io.mce.kernel.FollowingData;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.RetainedData;
import io.mce.spi.Internal;
import java.util.List;

/** Wires segments and saved views. */
@Internal
public final class SegmentModule extends AbstractModule {

  private static final List<Class<? extends DomainEvent>> EVENTS =
      List.of(
          SegmentCreated.class,
          SegmentChanged.class,
          SegmentDeleted.class,
          SavedViewCreated.class,
          SavedViewChanged.class,
          SavedViewDeleted.class);

  @Override
  protected void configure() {
    bind(Segments.class).asEagerSingleton();
    bind(SegmentStore.class).asEagerSingleton();
    bind(ConditionReferences.class).asEagerSingleton();
    bind(ConditionFields.class).asEagerSingleton();
    bind(SavedViews.class).asEagerSingleton();
    bind(SavedViewStore.class).asEagerSingleton();
    bind(ActivityStore.class).asEagerSingleton();
    bind(ActivityRecorder.class).asEagerSingleton();
    bind(ActivityData.class).asEagerSingleton();
    bind(FollowingActivity.class).asEagerSingleton();
    bind(OldActivity.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), SegmentUse.class);
    Multibinder.newSetBinder(binder(), Startable.class).addBinding().to(ActivityRecorder.class);
    Multibinder.newSetBinder(binder(), PersonalDataHolder.class)
        .addBinding()
        .to(ActivityData.class);
    Multibinder.newSetBinder(binder(), FollowingData.class)
        .addBinding()
        .to(FollowingActivity.class);
    Multibinder.newSetBinder(binder(), RetainedData.class).addBinding().to(OldActivity.class);
    EVENTS.forEach(event -> EventModule.types(binder()).addBinding().toInstance(event));
  }
}
