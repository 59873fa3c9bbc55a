package io.mce.channel;

import java.util.List;

/**
 * A message on its way out, with what was tried.
 *
 * @param attempts the oldest first; none while it waits for the first time
 */
public record Delivery(Dispatch dispatch, List<DeliveryAttempt> attempts) {

  /** Copies the attempts. */
  public Delivery {
    attempts = List.copyOf(attempts);
  }
}
