package io.mce.job;

import io.mce.persistence.Database;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** When the directory of due work has something due. Thread-safe. */
final class DueTimes {

  private final Database database;

  @Inject
  DueTimes(Database database) {
    this.database = database;
  }

  /** Returns when the next key of a kind is due or its lease ends. */
  Optional<Instant> of(String kind) {
    return database.readDirectory(transaction ->
        transaction
            .query("select min(due_at) as due_at from mce_due_work where kind = :kind")
            .bind("kind", kind)
            .map(Row.mapper(row -> row.optionalInstant("due_at")))
            .one());
  }

  /** Returns the same for each kind of which there is any. */
  Map<String, Instant> ofAll() {
    return database.readDirectory(transaction ->
        transaction
            .query("select kind, min(due_at) as due_at from mce_due_work group by kind")
            .map(Row.mapper(row -> Map.entry(row.text("kind"), row.instant("due_at"))))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }
}
