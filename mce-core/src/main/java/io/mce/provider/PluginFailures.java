package io.mce.provider;

import io.mce.kernel.MceException;
import io.mce.spi.ErrorKind;
import io.mce.spi.InvalidSettingsException;
import io.mce.spi.ProviderException;

/** What the engine makes of whatever a plugin throws. */
final class PluginFailures {

  private PluginFailures() {}

  /**
   * The failure of a call that may have reached the remote: anything but a {@link
   * ProviderException} tells nothing about the outcome.
   */
  static ProviderException duringCall(Throwable thrown) {
    return thrown instanceof ProviderException known
        ? known
        : ProviderException.outcomeUnknown("The plugin failed: " + describe(thrown), thrown);
  }

  /** The failure to get a provider ready: surely no message was sent. */
  static ProviderException beforeCall(Throwable thrown) {
    if (thrown instanceof ProviderException known && known.kind() != ErrorKind.OUTCOME_UNKNOWN) {
      return known;
    }
    return ProviderException.unavailable(detail(thrown), thrown);
  }

  /** A sentence for the person who has to act. */
  static String detail(Throwable thrown) {
    return thrown instanceof ProviderException
            || thrown instanceof MceException
            || thrown instanceof InvalidSettingsException
        ? String.valueOf(thrown.getMessage())
        : "The plugin failed: " + describe(thrown);
  }

  /** What was thrown and where; its message may hold secrets or personal data and stays out. */
  static String describe(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return thrown.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
  }
}
