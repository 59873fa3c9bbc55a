package io.mce.scoring;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the leads are scored by the newest rules.
 *
 * @param done how many are
 * @param total how many there were when the rules changed
 * @param finishedAt when all were; empty while some are not, and where rules never changed
 * @param failed how many leads have the usual score because theirs could not be worked out, and are
 *     tried again
 */
public record RescoringProgress(
    boolean running, long done, long total, Optional<Instant> finishedAt, long failed) {}
