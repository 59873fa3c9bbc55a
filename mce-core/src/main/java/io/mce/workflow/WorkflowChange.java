package io.mce.workflow;

import java.util.List;
import java.util.Optional;

/** An edit of a workflow: what is absent stays as it is. */
public record WorkflowChange(
    Optional<String> name,
    Optional<Boolean> active,
    Optional<Trigger> trigger,
    Optional<List<Condition>> conditions,
    Optional<List<Action>> actions) {

  /** An edit that changes nothing yet. */
  public static WorkflowChange none() {
    return new WorkflowChange(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same, switching the workflow on or off. */
  public WorkflowChange active(boolean value) {
    return new WorkflowChange(name, Optional.of(value), trigger, conditions, actions);
  }

  /** Returns the workflow with this change. */
  WorkflowDraft applyTo(Workflow before) {
    return new WorkflowDraft(
        name.orElse(before.name()),
        active.orElse(before.active()),
        trigger.orElse(before.trigger()),
        conditions.orElse(before.conditions()),
        actions.orElse(before.actions()));
  }
}
