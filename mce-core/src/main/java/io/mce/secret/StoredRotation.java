package io.mce.secret;

import io.mce.persistence.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A replacement of the master key as it is stored: from which to which, by their check values, and
 * up to where everything is under the new one.
 *
 * @param organization the one that is worked on; empty before the first
 * @param column the number of its column that is worked on
 * @param after the key of the last row done in it, texts and numbers; empty at its beginning
 */
record StoredRotation(
    String from,
    String to,
    Instant startedAt,
    Optional<Instant> finishedAt,
    Optional<String> organization,
    int column,
    List<Object> after,
    long resealed,
    long unreadable) {

  StoredRotation {
    after = List.copyOf(after);
  }

  static StoredRotation begin(String from, String to, Instant at) {
    return new StoredRotation(from, to, at, Optional.empty(), Optional.empty(), 0, List.of(), 0, 0);
  }

  StoredRotation at(Optional<String> newOrganization, int newColumn, List<Object> newAfter) {
    return new StoredRotation(
        from,
        to,
        startedAt,
        finishedAt,
        newOrganization,
        newColumn,
        newAfter,
        resealed,
        unreadable);
  }

  StoredRotation counting(long moreResealed, long moreUnreadable) {
    return new StoredRotation(
        from,
        to,
        startedAt,
        finishedAt,
        organization,
        column,
        after,
        resealed + moreResealed,
        unreadable + moreUnreadable);
  }

  StoredRotation finished(Instant at) {
    return new StoredRotation(
        from, to, startedAt, Optional.of(at), organization, column, after, resealed, unreadable);
  }

  boolean ended() {
    return finishedAt.isPresent();
  }

  KeyRotation view() {
    return new KeyRotation(ended(), resealed, unreadable, startedAt, finishedAt);
  }

  String json() {
    return Json.write(this);
  }

  static StoredRotation of(String json) {
    return Json.read(json, StoredRotation.class);
  }
}
