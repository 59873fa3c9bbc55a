package io.mce.provider;

import java.time.Instant;

/**
 * An event of a remote that could not be handled yet, or was given up.
 *
 * @param accountId which account it came by
 * @param eventId what the plugin calls it
 * @param kind its kind, such as {@code message-in}
 * @param attempts how often it was tried
 * @param nextAt when it is tried again, unless it is dead
 * @param dead whether it was given up
 * @param error what was thrown last and where; never its message, which may hold personal data
 */
public record UnhandledEvent(
    AccountId accountId,
    String eventId,
    String kind,
    int attempts,
    Instant nextAt,
    boolean dead,
    String error,
    Instant receivedAt) {}
