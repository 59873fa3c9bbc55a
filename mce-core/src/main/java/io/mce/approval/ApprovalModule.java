package io.mce.approval;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.mce.event.EventModule;
import io.mce.kernel.FollowingData;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.RetainedData;
import io.mce.lead.StatusMoves;
import io.mce.secret.SecretModule;
import io.mce.spi.Internal;

/** Wires restrictions on the status of leads, and their approvals. */
@Internal
public final class ApprovalModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(StatusRequests.class).asEagerSingleton();
    bind(StatusRequestStore.class).asEagerSingleton();
    bind(StatusGate.class).asEagerSingleton();
    bind(StatusNotices.class).asEagerSingleton();
    bind(StatusRequestData.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), StatusMoves.class).addBinding().to(StatusGate.class);
    StatusRequestStore.COLUMNS.forEach(
        each -> SecretModule.columns(binder()).addBinding().toInstance(each));
    Multibinder.newSetBinder(binder(), PersonalDataHolder.class)
        .addBinding()
        .to(StatusRequestData.class);
    Multibinder.newSetBinder(binder(), RetainedData.class).addBinding().to(StatusRequestData.class);
    Multibinder.newSetBinder(binder(), FollowingData.class)
        .addBinding()
        .to(StatusRequestData.class);
    EventModule.types(binder()).addBinding().toInstance(StatusRulesChanged.class);
    EventModule.types(binder()).addBinding().toInstance(StatusRequested.class);
    EventModule.types(binder()).addBinding().toInstance(StatusRequestApproved.class);
    EventModule.types(binder()).addBinding().toInstance(StatusRequestRefused.class);
    EventModule.types(binder()).addBinding().toInstance(StatusRequestWithdrawn.class);
    EventModule.types(binder()).addBinding().toInstance(StatusRequestOvertaken.class);
  }
}
