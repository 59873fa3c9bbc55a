package io.mce.lead;

import io.mce.kernel.Actor;
import io.mce.privacy.Suppression;
import java.time.Instant;
import java.util.Optional;

/**
 * An address that must not be written to. The address itself is not kept: what stands for it is a
 * keyed hash, which outlives the lead.
 *
 * @param channel on which medium; {@link io.mce.privacy.Suppressions#ALL_CHANNELS} for every one
 * @param key what stands for the address
 * @param reason a word: {@code STOP} when the person said so, {@code CARRIER} when the carrier did,
 *     {@code DO_NOT_CONTACT} when people set it, {@code PASTED} when it was on a list
 * @param ownWish whether the person asked for it, and only their consent takes it back
 * @param source who stored it: the name of an {@link Actor.Kind}
 * @param since since when
 * @param leadId the lead that has the address; empty when none has
 */
public record SuppressedAddress(
    String channel,
    String key,
    String reason,
    boolean ownWish,
    String source,
    Instant since,
    Optional<LeadId> leadId) {

  static SuppressedAddress of(Suppression stored, Optional<LeadId> leadId) {
    return new SuppressedAddress(
        stored.channel(),
        stored.matchKey(),
        stored.reason(),
        stored.isOwnWish(),
        stored.source(),
        stored.createdAt(),
        leadId);
  }
}
