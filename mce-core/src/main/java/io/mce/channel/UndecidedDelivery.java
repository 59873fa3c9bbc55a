package io.mce.channel;

import java.time.Instant;
import java.util.Optional;

/**
 * A message of unknown outcome, and what can be done about it.
 *
 * @param askable whether its carrier can be asked, and there still is something to ask about
 * @param againFrom from when on it can be sent again; empty when it cannot, because its account
 *     cannot be used now, or its text is forgotten
 */
public record UndecidedDelivery(Delivery delivery, boolean askable, Optional<Instant> againFrom) {}
