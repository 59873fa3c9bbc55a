package io.mce.workflow;

import io.mce.conversation.MessageArrived;
import io.mce.event.DomainEvent;
import io.mce.event.Events;
import io.mce.event.RecordedEvent;
import io.mce.job.Startable;
import io.mce.lead.LeadCaptured;
import io.mce.lead.LeadStatusChanged;
import jakarta.inject.Inject;
import java.util.Set;

/** Hears what happens to leads and starts the workflows that wait for it. */
final class WorkflowHandler implements Startable {

  private static final String SUBSCRIBER = "workflow";
  private static final Set<Class<? extends DomainEvent>> TYPES =
      Set.of(LeadCaptured.class, LeadStatusChanged.class, MessageArrived.class);

  private final WorkflowStore store;
  private final WorkflowRunner runner;
  private final Events events;

  @Inject
  WorkflowHandler(WorkflowStore store, WorkflowRunner runner, Events events) {
    this.store = store;
    this.runner = runner;
    this.events = events;
  }

  @Override
  public void start() {
    events.subscribe(SUBSCRIBER, TYPES, this::handle);
  }

  private void handle(RecordedEvent event) {
    Occasion.of(event, events.typed(event))
        .ifPresent(occasion ->
            store.startedBy(event.organizationId(), occasion.type()).stream()
                .filter(workflow -> workflow.trigger().accepts(occasion.newStatus()))
                .forEach(workflow -> runner.run(workflow, occasion)));
  }
}
