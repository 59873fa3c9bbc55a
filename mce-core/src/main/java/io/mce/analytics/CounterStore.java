package io.mce.analytics;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The counters; a day is stored as ISO text, none as the empty text. */
final class CounterStore {

  /** A counter and its value. */
  record Value(String name, LocalDate day, long value) {}

  private final Database database;

  @Inject
  CounterStore(Database database) {
    this.database = database;
  }

  /** Adds to counters, always in one order, so that two who add never wait in a circle. */
  void add(Transaction transaction, Map<Counter, Long> amounts) {
    Transaction.Batch batch =
        transaction.batch(
            """
            insert into mce_counter (organization_id, name, day, value)
            values (:organizationId, :name, :day, :amount)
            on conflict (organization_id, name, day) do update
            set value = mce_counter.value + excluded.value
            """);
    amounts.entrySet().stream()
        .filter(each -> each.getValue() != 0)
        .sorted(Map.Entry.comparingByKey(CounterStore::order))
        .forEach(each ->
            batch
                .bind("name", each.getKey().name())
                .bind("day", text(each.getKey().day()))
                .bind("amount", each.getValue())
                .add());
    batch.execute();
  }

  /** Returns the counters of this day and later. */
  List<Value> since(OrganizationId organizationId, LocalDate first) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select name, day, value from mce_counter
                    where organization_id = :organizationId and day >= :first
                    """)
                .bind("first", first.toString())
                .map(
                    Row.mapper(row ->
                        new Value(
                            row.text("name"),
                            LocalDate.parse(row.text("day")),
                            row.number("value"))))
                .list());
  }

  /** Returns the counters that say how things are now. */
  Map<String, Long> now(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select name, value from mce_counter
                    where organization_id = :organizationId and day = ''
                    """)
                .map(Row.mapper(row -> Map.entry(row.text("name"), row.number("value"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static int order(Counter one, Counter other) {
    int byName = one.name().compareTo(other.name());
    return byName != 0 ? byName : text(one.day()).compareTo(text(other.day()));
  }

  private static String text(Optional<LocalDate> day) {
    return day.map(LocalDate::toString).orElse("");
  }
}
