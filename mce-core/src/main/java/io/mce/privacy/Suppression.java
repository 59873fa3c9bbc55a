package io.mce.privacy;

import java.time.Instant;

/**
 * A recipient who must not be written to.
 *
 * @param channel on which medium; {@link Suppressions#ALL_CHANNELS} for every one
 * @param matchKey the keyed hash of the address
 * @param reason a word, such as {@code STOP}
 * @param source who said so: the name of an {@link io.mce.kernel.Actor.Kind}
 * @param createdAt since when
 */
public record Suppression(
    String channel, String matchKey, String reason, String source, Instant createdAt) {

  /** Whether the person asked for it, so that only their consent takes it back. */
  public boolean isOwnWish() {
    return Suppressions.OWN_WISHES.contains(reason);
  }
}
