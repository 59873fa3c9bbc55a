package io.mce.campaign;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.mce.channel.HeldWork;
import io.mce.event.DomainEvent;
import io.mce.event.EventModule;
import io.mce.job.Startable;
import io.mce.job.Worker;
import io.mce.kernel.FollowingData;
import io.mce.kernel.PersonalDataHolder;
import io.mce.segment.SegmentUse;
import io.mce.spi.Internal;
import java.util.List;

/** Wires campaigns. */
@Internal
public final class CampaignModule extends AbstractModule {

  private static final List<Class<? extends DomainEvent>> EVENTS =
      List.of(
          CampaignCreated.class,
          CampaignStarted.class,
          CampaignPaused.class,
          CampaignResumed.class,
          CampaignCancelled.class,
          CampaignCompleted.class);

  @Override
  protected void configure() {
    bind(Campaigns.class).asEagerSingleton();
    bind(CampaignCheck.class).asEagerSingleton();
    bind(CampaignHandler.class).asEagerSingleton();
    bind(CampaignPauses.class).asEagerSingleton();
    bind(CampaignRun.class).asEagerSingleton();
    bind(CampaignSender.class).asEagerSingleton();
    bind(CampaignStatsStore.class).asEagerSingleton();
    bind(CampaignStore.class).asEagerSingleton();
    bind(CampaignWorker.class).asEagerSingleton();
    bind(EnrolmentStore.class).asEagerSingleton();
    bind(EnrolmentData.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), FollowingData.class)
        .addBinding()
        .to(FollowingEnrolments.class);
    bind(FollowingEnrolments.class).asEagerSingleton();
    bind(CampaignSegments.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), SegmentUse.class).addBinding().to(CampaignSegments.class);
    Multibinder.newSetBinder(binder(), PersonalDataHolder.class)
        .addBinding()
        .to(EnrolmentData.class);
    Multibinder.newSetBinder(binder(), HeldWork.class).addBinding().to(CampaignPauses.class);
    Multibinder.newSetBinder(binder(), Worker.class).addBinding().to(CampaignWorker.class);
    Multibinder.newSetBinder(binder(), Startable.class).addBinding().to(CampaignHandler.class);
    EVENTS.forEach(event -> EventModule.types(binder()).addBinding().toInstance(event));
  }
}
