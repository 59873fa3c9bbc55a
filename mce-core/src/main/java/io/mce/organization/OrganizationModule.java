package io.mce.organization;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.mce.event.DomainEvent;
import io.mce.event.EventModule;
import io.mce.job.Startable;
import io.mce.secret.SecretModule;
import io.mce.spi.Internal;

/** Wires organizations, members, invitations and API keys. */
@Internal
public final class OrganizationModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Organizations.class).asEagerSingleton();
    bind(OrganizationStore.class).asEagerSingleton();
    bind(OrganizationNameStore.class).asEagerSingleton();
    bind(Members.class).asEagerSingleton();
    bind(MemberStore.class).asEagerSingleton();
    bind(Invitations.class).asEagerSingleton();
    bind(InvitationStore.class).asEagerSingleton();
    bind(InvitationTokens.class).asEagerSingleton();
    bind(ApiKeys.class).asEagerSingleton();
    bind(ApiKeyStore.class).asEagerSingleton();
    bind(InvitationRetention.class).asEagerSingleton();
    bind(OrganizationSettings.class).asEagerSingleton();
    bind(SettingStore.class).asEagerSingleton();
    SecretModule.columns(binder()).addBinding().toInstance(InvitationStore.COLUMN);
    Multibinder.newSetBinder(binder(), Startable.class).addBinding().to(InvitationRetention.class);
    Multibinder<Class<? extends DomainEvent>> types = EventModule.types(binder());
    types.addBinding().toInstance(OrganizationCreated.class);
    types.addBinding().toInstance(OrganizationChanged.class);
    types.addBinding().toInstance(MemberJoined.class);
    types.addBinding().toInstance(MemberChanged.class);
    types.addBinding().toInstance(MemberInvited.class);
    types.addBinding().toInstance(InvitationWithdrawn.class);
    types.addBinding().toInstance(ApiKeyCreated.class);
    types.addBinding().toInstance(ApiKeyRevoked.class);
  }
}
