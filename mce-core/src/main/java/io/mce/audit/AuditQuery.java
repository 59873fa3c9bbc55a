package io.mce.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Which lines of the audit trail are wanted; what is empty does not narrow.
 *
 * @param actorId who acted
 * @param subjectId what it is about
 * @param name stable name of what happened, or its beginning up to a dot: "lead"
 * @param from not before
 * @param until before
 */
public record AuditQuery(
    Optional<String> actorId,
    Optional<String> subjectId,
    Optional<String> name,
    Optional<Instant> from,
    Optional<Instant> until) {

  /** Everything. */
  public static AuditQuery all() {
    return new AuditQuery(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** What one member, key or part of the engine did. */
  public static AuditQuery by(String actorId) {
    return new AuditQuery(
        Optional.of(actorId),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** What happened to one thing. */
  public static AuditQuery about(String subjectId) {
    return new AuditQuery(
        Optional.empty(),
        Optional.of(subjectId),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
