package io.mce.event;

import java.time.Instant;

/**
 * An event that a subscriber could not handle.
 *
 * @param dead whether it is given up; otherwise it is tried again at {@code nextAt}
 * @param error what the handler threw last: type and place, never its message, which may hold
 *     personal data
 */
public record DeadLetter(
    String subscriber,
    long seq,
    String subject,
    int attempts,
    Instant nextAt,
    boolean dead,
    String error) {}
