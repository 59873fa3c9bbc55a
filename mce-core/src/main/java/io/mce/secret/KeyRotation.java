package io.mce.secret;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the last replacement of the master key has come.
 *
 * @param isDone whether everything is sealed under the new key, so that the one before it is not
 *     needed any more
 * @param resealed values sealed anew so far
 * @param unreadable values found that opened under neither key; they are left as they are
 * @param startedAt when the installation took the new key into use
 * @param finishedAt when the last value was under it
 */
public record KeyRotation(
    boolean isDone,
    long resealed,
    long unreadable,
    Instant startedAt,
    Optional<Instant> finishedAt) {}
