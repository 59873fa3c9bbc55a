package io.mce.spi;

/** The ability to ask the carrier what became of a message whose answer was lost. */
public interface DeliveryLookup {

  /**
   * Asks once; blocks for at most {@link ChannelProfile#sendTimeout()}.
   *
   * <p>{@link LookupResult.NotFound} releases the message for another send, so it is only for
   * carriers whose answer is final: the message was not accepted and will not be. A carrier that
   * lists messages late, or cannot be asked by our id, answers {@link LookupResult.Unknown}.
   *
   * @throws ProviderException when the carrier could not be asked; the engine asks again later
   */
  LookupResult lookup(LookupRequest request);
}
