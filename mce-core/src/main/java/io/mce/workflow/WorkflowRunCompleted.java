package io.mce.workflow;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.lead.LeadId;

/** A workflow did what it had to for a lead. */
@EventName("workflow.run-completed")
public record WorkflowRunCompleted(WorkflowId workflowId, RunId runId, LeadId leadId)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("workflow", workflowId);
  }
}
