package io.mce.scoring;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.mce.event.EventModule;
import io.mce.job.Startable;
import io.mce.spi.Internal;

/** Wires scoring. */
@Internal
public final class ScoringModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Scoring.class).asEagerSingleton();
    bind(ScoringHandler.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), Startable.class).addBinding().to(ScoringHandler.class);
    EventModule.types(binder()).addBinding().toInstance(LeadScored.class);
    EventModule.types(binder()).addBinding().toInstance(ScoreAdjusted.class);
  }
}
