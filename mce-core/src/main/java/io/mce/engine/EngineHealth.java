package io.mce.engine;

import java.util.List;

/**
 * Whether the engine can do its work.
 *
 * @param running between start and close
 * @param databaseAnswers whether a query came back just now
 * @param problems sentences for an operator; empty when all is well
 */
public record EngineHealth(boolean running, boolean databaseAnswers, List<String> problems) {

  /** Copies the problems. */
  public EngineHealth {
    problems = List.copyOf(problems);
  }

  /** Tells whether everything works. */
  public boolean isUp() {
    return running && databaseAnswers && problems.isEmpty();
  }
}
