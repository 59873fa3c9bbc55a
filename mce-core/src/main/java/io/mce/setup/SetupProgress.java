package io.mce.setup;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far an organization is set up.
 *
 * @param steps how each step stands, in their order
 */
public record SetupProgress(Map<SetupStep, StepState> steps) {

  /** Copies the steps; one that is not named is open. */
  public SetupProgress {
    Map<SetupStep, StepState> all = new EnumMap<>(SetupStep.class);
    for (SetupStep step : SetupStep.values()) {
      all.put(step, steps.getOrDefault(step, StepState.OPEN));
    }
    steps = Collections.unmodifiableMap(all);
  }

  /** Returns the step to do next; empty when the setup is complete. */
  public Optional<SetupStep> next() {
    return steps.entrySet().stream()
        .filter(step -> step.getValue() == StepState.OPEN)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Tells whether each step is done or skipped. */
  public boolean complete() {
    return next().isEmpty();
  }
}
