package io.mce.workflow;

import io.mce.lead.LeadId;
import java.time.Instant;
import java.util.Optional;

/**
 * One run of a workflow, for one event.
 *
 * @param leadName as the lead is called now; blank when it has no name or is gone
 * @param reason why it failed, was skipped or left something out
 */
public record WorkflowRun(
    RunId id,
    WorkflowId workflowId,
    LeadId leadId,
    String leadName,
    RunState state,
    Optional<String> reason,
    Instant at) {

  /** Without the name, which is personal. */
  @Override
  public String toString() {
    return "WorkflowRun[" + id + ", " + state + "]";
  }
}
