package io.mce.scoring;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import io.mce.event.EventModule;
import io.mce.job.Startable;
import io.mce.job.Worker;
import io.mce.kernel.FollowingData;
import io.mce.kernel.PersonalDataHolder;
import io.mce.spi.Internal;
import java.util.Optional;

/** Wires scoring. */
@Internal
public final class ScoringModule extends AbstractModule {

  /** Adds what a host knows about leads. */
  public static Module adding(HostScoring scoring) {
    return binder -> binder.bind(ofHost()).toInstance(Optional.of(scoring));
  }

  private static Key<Optional<HostScoring>> ofHost() {
    return Key.get(new TypeLiteral<>() {});
  }

  @Override
  protected void configure() {
    bind(Scoring.class).asEagerSingleton();
    bind(ScoringHandler.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), Startable.class).addBinding().to(ScoringHandler.class);
    bind(ScoringPolicies.class).asEagerSingleton();
    bind(ScoringStore.class).asEagerSingleton();
    bind(EngagementStore.class).asEagerSingleton();
    bind(Scorer.class).asEagerSingleton();
    bind(ofHost()).toInstance(Optional.empty());
    bind(ScoringWorker.Due.class).asEagerSingleton();
    bind(ScoringWorker.AfterChange.class).asEagerSingleton();
    Multibinder<Worker> workers = Multibinder.newSetBinder(binder(), Worker.class);
    workers.addBinding().to(ScoringWorker.Due.class);
    workers.addBinding().to(ScoringWorker.AfterChange.class);
    bind(ScoringData.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), PersonalDataHolder.class).addBinding().to(ScoringData.class);
    Multibinder.newSetBinder(binder(), FollowingData.class).addBinding().to(ScoringData.class);
    EventModule.types(binder()).addBinding().toInstance(ScoringRulesChanged.class);
    EventModule.types(binder()).addBinding().toInstance(LeadScored.class);
    EventModule.types(binder()).addBinding().toInstance(ScoreAdjusted.class);
  }
}
