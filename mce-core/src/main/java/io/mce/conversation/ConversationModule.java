package io.mce.conversation;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.mce.channel.ConversationRoutes;
import io.mce.event.EventModule;
import io.mce.job.Startable;
import io.mce.job.Worker;
import io.mce.kernel.FollowingData;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.RetainedData;
import io.mce.provider.ProviderEventHandler;
import io.mce.provider.ProviderModule;
import io.mce.secret.SecretModule;
import io.mce.spi.Internal;

/** Wires conversations. */
@Internal
public final class ConversationModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Conversations.class).asEagerSingleton();
    bind(ConversationStore.class).asEagerSingleton();
    bind(MessageStore.class).asEagerSingleton();
    bind(Seals.class).asEagerSingleton();
    bind(ChannelChoice.class).asEagerSingleton();
    bind(Wording.class).asEagerSingleton();
    bind(ConversationRouteStore.class).asEagerSingleton();
    bind(ConversationRoutes.class).to(ConversationRouteStore.class);
    bind(Dispatcher.class).asEagerSingleton();
    bind(AutomationGate.class).asEagerSingleton();
    bind(Correspondence.class).asEagerSingleton();
    bind(InboundHandler.class).asEagerSingleton();
    bind(EchoHandler.class).asEagerSingleton();
    bind(MarketingHandler.class).asEagerSingleton();
    bind(ReadMarkWorker.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), Worker.class).addBinding().to(ReadMarkWorker.class);
    Seals.COLUMNS.forEach(each -> SecretModule.columns(binder()).addBinding().toInstance(each));
    bind(ConversationData.class).asEagerSingleton();
    bind(OldMessages.class).asEagerSingleton();
    bind(IdleLeads.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), FollowingData.class)
        .addBinding()
        .to(FollowingConversations.class);
    bind(FollowingConversations.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), PersonalDataHolder.class)
        .addBinding()
        .to(ConversationData.class);
    Multibinder<RetainedData> retained = Multibinder.newSetBinder(binder(), RetainedData.class);
    retained.addBinding().to(OldMessages.class);
    retained.addBinding().to(IdleLeads.class);
    Multibinder<ProviderEventHandler> handlers = ProviderModule.handlers(binder());
    handlers.addBinding().to(InboundHandler.class);
    handlers.addBinding().to(EchoHandler.class);
    handlers.addBinding().to(MarketingHandler.class);
    Multibinder.newSetBinder(binder(), Startable.class).addBinding().to(AutomationGate.class);
    EventModule.types(binder()).addBinding().toInstance(MessageQueued.class);
    EventModule.types(binder()).addBinding().toInstance(MessageArrived.class);
    EventModule.types(binder()).addBinding().toInstance(MessageEchoed.class);
  }
}
