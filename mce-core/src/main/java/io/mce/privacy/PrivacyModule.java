package io.mce.privacy;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.mce.event.DomainEvent;
import io.mce.event.EventModule;
import io.mce.job.Startable;
import io.mce.job.Worker;
import io.mce.kernel.FollowingData;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.RetainedData;
import io.mce.secret.SecretModule;
import io.mce.spi.Internal;

/** Wires suppressions, consents, export, erasure and retention. Needs the persons of a feature. */
@Internal
public final class PrivacyModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Suppressions.class).asEagerSingleton();
    bind(SuppressionStore.class).asEagerSingleton();
    bind(Privacy.class).asEagerSingleton();
    bind(Erasure.class).asEagerSingleton();
    bind(ForgottenFiles.class).asEagerSingleton();
    bind(Consents.class).asEagerSingleton();
    bind(ConsentStore.class).asEagerSingleton();
    bind(ConsentData.class).asEagerSingleton();
    SecretModule.columns(binder()).addBinding().toInstance(ConsentStore.COLUMN);
    bind(RetentionPolicies.class).asEagerSingleton();
    bind(RetentionStore.class).asEagerSingleton();
    bind(RetentionJob.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), FollowingData.class)
        .addBinding()
        .to(FollowingConsents.class);
    bind(FollowingConsents.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), PersonalDataHolder.class).addBinding().to(ConsentData.class);
    Multibinder.newSetBinder(binder(), RetainedData.class);
    Multibinder.newSetBinder(binder(), Worker.class).addBinding().to(ForgottenFiles.class);
    Multibinder.newSetBinder(binder(), Startable.class).addBinding().to(RetentionJob.class);
    Multibinder<Class<? extends DomainEvent>> types = EventModule.types(binder());
    types.addBinding().toInstance(RecipientSuppressed.class);
    types.addBinding().toInstance(SuppressionLifted.class);
    types.addBinding().toInstance(PersonExported.class);
    types.addBinding().toInstance(PersonErased.class);
    types.addBinding().toInstance(ConsentRecorded.class);
    types.addBinding().toInstance(RetentionChanged.class);
    types.addBinding().toInstance(RetentionApplied.class);
  }
}
