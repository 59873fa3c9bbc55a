package io.mce.spi;

/** A provider that carries messages. */
public interface ChannelProvider extends Provider {

  /** What this channel is and can do. Constant over the life of the instance; no network. */
  ChannelProfile profile();

  /**
   * Hands one message to the carrier and blocks until the carrier has answered, for at most {@link
   * ChannelProfile#sendTimeout()}.
   *
   * <p>Called from at most {@link ChannelProfile#parallelSends()} threads at once, never for two
   * messages of one conversation at the same time, never inside a database transaction. Tries once:
   * repeating is the engine's business.
   *
   * @return the carrier's id of the message
   * @throws ProviderException with the {@link ErrorKind} that says what happened. Once bytes of the
   *     request have left, a failure without an answer is {@link ErrorKind#OUTCOME_UNKNOWN}. Any
   *     other exception is treated as that too.
   */
  Accepted send(OutboundMessage message);
}
