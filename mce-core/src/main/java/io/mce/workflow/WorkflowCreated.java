package io.mce.workflow;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** There is a new workflow. */
@EventName("workflow.created")
public record WorkflowCreated(WorkflowId workflowId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("workflow", workflowId);
  }
}
