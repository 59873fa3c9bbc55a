package io.mce.privacy;

import java.time.Instant;

/**
 * A recipient who must not be written to.
 *
 * @param channel on which medium; {@link Suppressions#ALL_CHANNELS} for every one
 * @param matchKey the keyed hash of the address
 * @param reason a word, such as {@code STOP}
 * @param createdAt since when
 */
public record Suppression(String channel, String matchKey, String reason, Instant createdAt) {}
