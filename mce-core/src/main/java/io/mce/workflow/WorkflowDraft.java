package io.mce.workflow;

import java.util.List;

/**
 * A workflow as someone writes it.
 *
 * @param active whether events start it
 * @param conditions all must hold; none is no condition
 * @param actions at least one, done in order
 */
public record WorkflowDraft(
    String name,
    boolean active,
    Trigger trigger,
    List<Condition> conditions,
    List<Action> actions) {

  /** Copies the lists. */
  public WorkflowDraft {
    conditions = List.copyOf(conditions);
    actions = List.copyOf(actions);
  }

  /** An active workflow without conditions. */
  public static WorkflowDraft of(String name, Trigger trigger, Action... actions) {
    return new WorkflowDraft(name, true, trigger, List.of(), List.of(actions));
  }

  /** The same under these conditions. */
  public WorkflowDraft when(Condition... newConditions) {
    return new WorkflowDraft(name, active, trigger, List.of(newConditions), actions);
  }
}
