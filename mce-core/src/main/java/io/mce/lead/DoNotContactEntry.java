package io.mce.lead;

import java.time.Instant;

/**
 * A channel on which a lead is not written to.
 *
 * @param channel the medium ({@code SMS}), or {@code *} for every one
 * @param reason why, as a word: {@code DO_NOT_CONTACT} when people set it, {@code STOP} when the
 *     lead said so, {@code CARRIER} when the carrier did
 * @param since since when
 */
public record DoNotContactEntry(String channel, String reason, Instant since) {}
