package io.mce.channel;

import io.mce.kernel.Actor;
import io.mce.spi.Internal;

/**
 * Work that queues messages by itself. It stands still when sending is held because the database
 * looks like a copy, until a person lets it go on: the original may have gone on with it.
 */
@Internal
public interface HeldWork {

  /** Stops what runs in the actor's organization, within the open transaction. */
  void hold(Actor actor);
}
