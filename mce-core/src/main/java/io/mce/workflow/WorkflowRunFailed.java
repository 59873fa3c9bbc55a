package io.mce.workflow;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.EventName.Audited;
import io.mce.event.Subject;
import io.mce.lead.LeadId;

/** A workflow could not do what it had to for a lead; the run says why. */
@EventName(value = "workflow.run-failed", audited = Audited.NEVER)
public record WorkflowRunFailed(WorkflowId workflowId, RunId runId, LeadId leadId)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("workflow", workflowId);
  }
}
