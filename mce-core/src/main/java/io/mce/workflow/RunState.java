package io.mce.workflow;

/** How a run of a workflow ended. */
public enum RunState {
  /** It did what it had to. */
  COMPLETED,
  /** An action failed; none of the run's actions had an effect. */
  FAILED,
  /** There was nothing to do: a condition did not hold, or the lead must not be written to. */
  SKIPPED
}
