package io.mce.channel;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.multibindings.Multibinder;
import io.mce.event.DomainEvent;
import io.mce.event.EventModule;
import io.mce.job.Startable;
import io.mce.job.Worker;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.RetainedData;
import io.mce.persistence.Database;
import io.mce.persistence.InstanceWitness;
import io.mce.provider.ProviderModule;
import io.mce.secret.SecretModule;
import io.mce.spi.Internal;
import jakarta.inject.Singleton;

/** Wires the outbox. */
@Internal
public final class ChannelModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Outbox.class).asEagerSingleton();
    bind(Deliveries.class).asEagerSingleton();
    bind(DeliveryStore.class).asEagerSingleton();
    bind(DoubtStore.class).asEagerSingleton();
    bind(SendGate.class).asEagerSingleton();
    bind(SendingHold.class).asEagerSingleton();
    bind(CopyCheck.class).asEagerSingleton();
    bind(DispatchStore.class).asEagerSingleton();
    bind(DispatchContent.class).asEagerSingleton();
    bind(DispatchProgress.class).asEagerSingleton();
    bind(AttemptStore.class).asEagerSingleton();
    bind(ResultStore.class).asEagerSingleton();
    bind(ResultRecorder.class).asEagerSingleton();
    bind(PendingReceiptStore.class).asEagerSingleton();
    bind(ClaimStore.class).asEagerSingleton();
    bind(GateStore.class).asEagerSingleton();
    bind(LaneStore.class).asEagerSingleton();
    bind(LaneDesk.class).asEagerSingleton();
    bind(SendingLimits.class).asEagerSingleton();
    bind(SendCountStore.class).asEagerSingleton();
    bind(LimitDesk.class).asEagerSingleton();
    bind(CarrierLimits.class).asEagerSingleton();
    bind(RecipientZones.class).asEagerSingleton();
    bind(LimitsHandler.class).asEagerSingleton();
    bind(LaneReopening.class).asEagerSingleton();
    bind(Router.class).asEagerSingleton();
    bind(RoutingPolicies.class).asEagerSingleton();
    bind(Failover.class).asEagerSingleton();
    bind(FailoverStore.class).asEagerSingleton();
    bind(FailoverWorker.class).asEagerSingleton();
    bind(RateLimiter.class).asEagerSingleton();
    bind(ReplyWindows.class).asEagerSingleton();
    bind(Carrier.class).asEagerSingleton();
    bind(OutboxWorker.class).asEagerSingleton();
    bind(GateWorker.class).asEagerSingleton();
    bind(Reconciler.class).asEagerSingleton();
    bind(ReceiptHandler.class).asEagerSingleton();
    bind(DispatchData.class).asEagerSingleton();
    bind(SentContents.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), HeldWork.class);
    Multibinder.newSetBinder(binder(), PersonalDataHolder.class)
        .addBinding()
        .to(DispatchData.class);
    Multibinder.newSetBinder(binder(), RetainedData.class).addBinding().to(SentContents.class);
    bind(SendProbe.class).toInstance(SendProbe.NONE);
    bind(SendGuards.class).toInstance(SendGuards.RIGHT);
    SecretModule.columns(binder()).addBinding().toInstance(DispatchContent.COLUMN);
    ProviderModule.handlers(binder()).addBinding().to(ReceiptHandler.class);
    Multibinder<Worker> workers = Multibinder.newSetBinder(binder(), Worker.class);
    workers.addBinding().to(OutboxWorker.class);
    workers.addBinding().to(GateWorker.class);
    workers.addBinding().to(Reconciler.class);
    workers.addBinding().to(FailoverWorker.class);
    Multibinder<Startable> startables = Multibinder.newSetBinder(binder(), Startable.class);
    startables.addBinding().to(CopyCheck.class);
    startables.addBinding().to(LaneReopening.class);
    startables.addBinding().to(LimitsHandler.class);
    startables.addBinding().to(Failover.class);
    Multibinder<Class<? extends DomainEvent>> types = EventModule.types(binder());
    types.addBinding().toInstance(DispatchAccepted.class);
    types.addBinding().toInstance(DispatchSent.class);
    types.addBinding().toInstance(DispatchDelivered.class);
    types.addBinding().toInstance(DispatchRead.class);
    types.addBinding().toInstance(DispatchFailed.class);
    types.addBinding().toInstance(DispatchUnknown.class);
    types.addBinding().toInstance(DispatchCancelled.class);
    types.addBinding().toInstance(DispatchDecided.class);
    types.addBinding().toInstance(SendingHeld.class);
    types.addBinding().toInstance(SendingReleased.class);
    types.addBinding().toInstance(SendingLimitsChanged.class);
    types.addBinding().toInstance(RoutingPolicyChanged.class);
    types.addBinding().toInstance(ChannelFailedOver.class);
  }

  @Provides
  @Singleton
  InstanceWitness witness(Database database) {
    return database.witness();
  }
}
