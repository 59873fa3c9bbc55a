package io.mce.setup;

/** How a step of the setup stands. */
public enum StepState {
  /** What it is about is there. */
  DONE,
  /** Someone said that it is not needed. It may still be done. */
  SKIPPED,
  /** Neither. */
  OPEN
}
