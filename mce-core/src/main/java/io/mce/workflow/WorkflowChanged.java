package io.mce.workflow;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** Someone edited a workflow. */
@EventName("workflow.changed")
public record WorkflowChanged(WorkflowId workflowId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("workflow", workflowId);
  }
}
