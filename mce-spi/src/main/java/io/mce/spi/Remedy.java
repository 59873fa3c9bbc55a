package io.mce.spi;

/** What the engine does about an error. */
public enum Remedy {
  /** Tries again on the same account, later: surely nothing was executed. */
  RETRY,
  /** Asks the remote before anything else: it may have been executed. */
  RECONCILE,
  /** Takes the next route, if there is one; surely nothing was executed. */
  FAIL_OVER,
  /** Stops: trying again would fail again or would be wrong. */
  GIVE_UP
}
