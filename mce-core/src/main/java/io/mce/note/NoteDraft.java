package io.mce.note;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is to be written down about a lead; {@link Notes} checks it.
 *
 * @param happenedAt when it was; empty: now. A plain note has no time of its own
 * @param duration how long it took, in whole minutes
 */
public record NoteDraft(
    NoteKind kind,
    String text,
    Optional<Instant> happenedAt,
    Optional<Duration> duration,
    Optional<NoteOutcome> outcome) {

  /** A draft that says no more than this. */
  public static NoteDraft of(NoteKind kind, String text) {
    return new NoteDraft(kind, text, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same at a time. */
  public NoteDraft at(Instant time) {
    return new NoteDraft(kind, text, Optional.of(time), duration, outcome);
  }

  /** The same, lasting so long. */
  public NoteDraft lasting(Duration time) {
    return new NoteDraft(kind, text, happenedAt, Optional.of(time), outcome);
  }

  /** The same with what came of it. */
  public NoteDraft outcome(NoteOutcome result) {
    return new NoteDraft(kind, text, happenedAt, duration, Optional.of(result));
  }

  /** Without the text, which is personal. */
  @Override
  public String toString() {
    return "NoteDraft[" + kind + "]";
  }
}
