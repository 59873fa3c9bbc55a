package io.mce.workflow;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.mce.event.DomainEvent;
import io.mce.event.EventModule;
import io.mce.job.Startable;
import io.mce.kernel.PersonalDataHolder;
import io.mce.segment.SegmentUse;
import io.mce.spi.Internal;
import java.util.List;

/** Wires workflows. */
@Internal
public final class WorkflowModule extends AbstractModule {

  private static final List<Class<? extends DomainEvent>> EVENTS =
      List.of(
          WorkflowCreated.class,
          WorkflowChanged.class,
          WorkflowRunCompleted.class,
          WorkflowRunFailed.class);

  @Override
  protected void configure() {
    bind(Workflows.class).asEagerSingleton();
    bind(WorkflowActions.class).asEagerSingleton();
    bind(WorkflowCheck.class).asEagerSingleton();
    bind(WorkflowHandler.class).asEagerSingleton();
    bind(WorkflowRunner.class).asEagerSingleton();
    bind(WorkflowStore.class).asEagerSingleton();
    bind(WorkflowRunStore.class).asEagerSingleton();
    bind(WorkflowRunData.class).asEagerSingleton();
    bind(WorkflowSegments.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), SegmentUse.class).addBinding().to(WorkflowSegments.class);
    Multibinder.newSetBinder(binder(), PersonalDataHolder.class)
        .addBinding()
        .to(WorkflowRunData.class);
    Multibinder.newSetBinder(binder(), Startable.class).addBinding().to(WorkflowHandler.class);
    EVENTS.forEach(event -> EventModule.types(binder()).addBinding().toInstance(event));
  }
}
