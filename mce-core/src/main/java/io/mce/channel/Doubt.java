package io.mce.channel;

/**
 * A message of unknown outcome, as a person saw it.
 *
 * @param attempt its newest attempt, which is the one in doubt: {@link Dispatch#attempts}
 */
public record Doubt(DispatchId dispatchId, int attempt) {}
