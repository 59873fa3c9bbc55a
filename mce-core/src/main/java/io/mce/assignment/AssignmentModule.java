package io.mce.assignment;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import io.mce.event.EventModule;
import io.mce.job.Startable;
import io.mce.job.Worker;
import io.mce.kernel.PersonalDataHolder;
import io.mce.spi.Internal;
import java.util.Optional;

/** Wires assignment; the plan of the organization chooses unless the host binds a policy. */
@Internal
public final class AssignmentModule extends AbstractModule {

  /** Puts a policy of the host in the place of the plan's. */
  public static Module choosing(AssignmentPolicy policy) {
    return binder -> binder.bind(ofHost()).toInstance(Optional.of(policy));
  }

  private static Key<Optional<AssignmentPolicy>> ofHost() {
    return Key.get(new TypeLiteral<>() {});
  }

  @Override
  protected void configure() {
    bind(Assignments.class).asEagerSingleton();
    bind(AssignmentPlans.class).asEagerSingleton();
    bind(Availabilities.class).asEagerSingleton();
    bind(AvailabilityStore.class).asEagerSingleton();
    bind(AssignmentStore.class).asEagerSingleton();
    bind(AssignmentNotices.class).asEagerSingleton();
    bind(Dealer.class).asEagerSingleton();
    bind(ofHost()).toInstance(Optional.empty());
    bind(BacklogWorker.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), Worker.class).addBinding().to(BacklogWorker.class);
    bind(AssignmentHandler.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), Startable.class).addBinding().to(AssignmentHandler.class);
    bind(AssignmentData.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), PersonalDataHolder.class)
        .addBinding()
        .to(AssignmentData.class);
    EventModule.types(binder()).addBinding().toInstance(AssignmentPlanChanged.class);
    EventModule.types(binder()).addBinding().toInstance(MemberAvailabilityChanged.class);
  }
}
