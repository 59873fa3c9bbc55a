package io.mce.lead;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.mce.event.EventModule;
import io.mce.job.Worker;
import io.mce.secret.SecretModule;
import io.mce.spi.Internal;

/** Wires leads. */
@Internal
public final class LeadModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Leads.class).asEagerSingleton();
    bind(LeadStore.class).asEagerSingleton();
    bind(LeadListStore.class).asEagerSingleton();
    bind(AudienceStore.class).asEagerSingleton();
    bind(IdentifierStore.class).asEagerSingleton();
    bind(Identifiers.class).asEagerSingleton();
    bind(PhoneEndings.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), Worker.class).addBinding().to(PhoneEndings.class);
    bind(Capture.class).asEagerSingleton();
    bind(LeadEditing.class).asEagerSingleton();
    SecretModule.columns(binder()).addBinding().toInstance(Identifiers.COLUMN);
    SecretModule.columns(binder()).addBinding().toInstance(LeadStore.COLUMN);
    EventModule.types(binder()).addBinding().toInstance(LeadCaptured.class);
    EventModule.types(binder()).addBinding().toInstance(LeadUpdated.class);
    EventModule.types(binder()).addBinding().toInstance(LeadStatusChanged.class);
    EventModule.types(binder()).addBinding().toInstance(LeadAssigned.class);
    EventModule.types(binder()).addBinding().toInstance(AutomationPaused.class);
    EventModule.types(binder()).addBinding().toInstance(AutomationResumed.class);
    EventModule.types(binder()).addBinding().toInstance(LeadOptedOut.class);
    EventModule.types(binder()).addBinding().toInstance(LeadDeleted.class);
  }
}
