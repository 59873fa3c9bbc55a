package io.mce.bulk;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A change of many leads.
 *
 * @param worked how long leads were being changed
 * @param failure why it could not go on, as a sentence
 * @param undoneBy the change that takes it back, the last one if there were more
 */
public record BulkChange(
    BulkChangeId id,
    BulkAction action,
    BulkStatus status,
    BulkCounts counts,
    Duration worked,
    Optional<String> failure,
    Optional<BulkChangeId> undoneBy,
    StartedBy startedBy,
    Instant createdAt,
    Optional<Instant> finishedAt) {

  /** How long after its end a change can be undone. */
  public static final Duration UNDO_POSSIBLE = Duration.ofDays(30);

  /** Leads per second of work; empty while there is nothing to tell it by. */
  public OptionalLong leadsPerSecond() {
    return worked.isPositive() && counts.processed() > 0
        ? OptionalLong.of(Math.max(1, counts.processed() * 1_000 / Math.max(1, worked.toMillis())))
        : OptionalLong.empty();
  }

  /** How long the rest will take at this speed; empty unless leads are being changed. */
  public Optional<Duration> remaining() {
    OptionalLong speed = leadsPerSecond();
    return status == BulkStatus.RUNNING && speed.isPresent()
        ? Optional.of(
            Duration.ofSeconds(
                Math.ceilDiv(counts.total() - counts.processed(), speed.getAsLong())))
        : Optional.empty();
  }

  /** Until when it can be undone, as far as time goes; empty when there is nothing to undo. */
  public Optional<Instant> undoableUntil() {
    return action.kind() == BulkKind.UNDO || counts.done() == 0
        ? Optional.empty()
        : finishedAt.map(at -> at.plus(UNDO_POSSIBLE));
  }

  BulkChange with(BulkCounts counted, Duration moreWork) {
    return new BulkChange(
        id,
        action,
        status,
        counted,
        worked.plus(moreWork),
        failure,
        undoneBy,
        startedBy,
        createdAt,
        finishedAt);
  }
}
