package io.mce.workflow;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.EventName.Audited;
import io.mce.event.Subject;
import io.mce.lead.LeadId;

/** A workflow did what it had to for a lead. */
@EventName(value = "workflow.run-completed", audited = Audited.NEVER)
public record WorkflowRunCompleted(WorkflowId workflowId, RunId runId, LeadId leadId)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("workflow", workflowId);
  }
}
