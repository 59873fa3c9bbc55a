package io.mce.analytics;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.mce.job.Startable;
import io.mce.kernel.PersonalDataHolder;
import io.mce.spi.Internal;

/** Wires figures. */
@Internal
public final class AnalyticsModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Dashboard.class).asEagerSingleton();
    bind(Figures.class).asEagerSingleton();
    bind(CounterStore.class).asEagerSingleton();
    bind(LeadFigureStore.class).asEagerSingleton();
    bind(FigureData.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), PersonalDataHolder.class).addBinding().to(FigureData.class);
    Multibinder.newSetBinder(binder(), Startable.class).addBinding().to(Figures.class);
  }
}
