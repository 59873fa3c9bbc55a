package io.mce.job;

/**
 * What a feature does once when the engine starts, before any worker runs: subscribe to events,
 * register jobs. Must be quick and must not call a provider.
 */
@FunctionalInterface
public interface Startable {

  /** Registers what has to run. */
  void start();
}
