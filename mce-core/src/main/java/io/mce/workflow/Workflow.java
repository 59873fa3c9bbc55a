package io.mce.workflow;

import java.time.Instant;
import java.util.List;

/**
 * What to do when something happens to a lead.
 *
 * @param active whether events start it
 * @param conditions all must hold
 * @param actions done in order
 * @param runs how often it ran, as of when it was read
 * @param version grows with each edit
 */
public record Workflow(
    WorkflowId id,
    String name,
    boolean active,
    Trigger trigger,
    List<Condition> conditions,
    List<Action> actions,
    RunCount runs,
    Instant createdAt,
    long version) {

  /** Copies the lists. */
  public Workflow {
    conditions = List.copyOf(conditions);
    actions = List.copyOf(actions);
  }

  /**
   * How often a workflow ran.
   *
   * @param total runs that did something or tried to; those skipped do not count
   * @param failed those that failed
   */
  public record RunCount(long total, long failed) {

    /** It never ran. */
    public static final RunCount NONE = new RunCount(0, 0);
  }
}
