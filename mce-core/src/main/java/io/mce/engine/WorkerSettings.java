package io.mce.engine;

/** How an engine works in the background; see {@link MceEngineBuilder#workers}. */
public final class WorkerSettings {

  private boolean onCallingThread;

  WorkerSettings() {}

  /**
   * Starts no threads: background work runs only in {@link MceEngine#runDue}, on the thread that
   * calls it. For tests with a settable clock.
   */
  public WorkerSettings onCallingThread() {
    onCallingThread = true;
    return this;
  }

  boolean areOnCallingThread() {
    return onCallingThread;
  }
}
