package io.mce.channel;

import io.mce.provider.AccountId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One message on its way to one person.
 *
 * @param account the account that sends it, or sent it last
 * @param reason a code that says why it failed, was cancelled, is unknown or held; an {@link
 *     io.mce.spi.ErrorKind} where a carrier said so, a {@link SendingLimit} while it waits for one
 * @param detail the same as a sentence for people
 * @param attempts how often it was handed to a carrier, or was about to be
 * @param heldBy the gate that holds it, while it is queued behind one
 * @param nextAt when it is looked at again, while it is open
 * @param stateAt since when it is in this state
 */
public record Dispatch(
    DispatchId id,
    AccountId account,
    String channel,
    UUID leadId,
    UUID conversationId,
    UUID messageId,
    Optional<UUID> campaignId,
    Purpose purpose,
    DispatchState state,
    Optional<String> reason,
    Optional<String> detail,
    int attempts,
    Optional<UUID> heldBy,
    Instant nextAt,
    Instant createdAt,
    Instant stateAt) {}
