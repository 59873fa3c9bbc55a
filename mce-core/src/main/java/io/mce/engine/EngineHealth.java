package io.mce.engine;

import java.util.List;

/**
 * Whether the engine can do its work.
 *
 * @param running between start and close
 * @param databaseAnswers whether a query came back just now
 * @param problems sentences for an operator: why it does not work; empty when it does
 * @param warnings sentences for an operator: what to look at although it works
 */
public record EngineHealth(
    boolean running, boolean databaseAnswers, List<String> problems, List<String> warnings) {

  /** How it stands, in a word. */
  public enum State {
    /** All is well. */
    UP,
    /** It works, and an operator should read the warnings. */
    DEGRADED,
    /** It cannot work. */
    DOWN
  }

  /** Copies the sentences. */
  public EngineHealth {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  EngineHealth(boolean running, boolean databaseAnswers, List<String> problems) {
    this(running, databaseAnswers, problems, List.of());
  }

  /** Returns how it stands. */
  public State state() {
    if (!isUp()) {
      return State.DOWN;
    }
    return warnings.isEmpty() ? State.UP : State.DEGRADED;
  }

  /** Tells whether it works, with or without warnings. */
  public boolean isUp() {
    return running && databaseAnswers && problems.isEmpty();
  }
}
