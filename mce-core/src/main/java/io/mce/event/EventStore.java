package io.mce.event;

import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The log itself: events, and the head that numbers them. */
final class EventStore {

  private static final RowMapper<RecordedEvent> EVENT =
      Row.mapper(row ->
          new RecordedEvent(
              row.organizationId(),
              row.number("seq"),
              row.text("name"),
              row.integer("version"),
              new Subject(row.text("subject_type"), row.text("subject_id")),
              row.constant("actor_kind", Actor.Kind.class),
              row.text("actor_id"),
              row.optionalText("cause"),
              row.instant("at"),
              row.text("payload"),
              row.optionalText("origin_sealed"),
              row.optionalText("changes_sealed")));

  private final Database database;

  @Inject
  EventStore(Database database) {
    this.database = database;
  }

  /**
   * Numbers the events and stores them. Must be the last thing before commit: whoever holds the
   * head's lock commits before the next number is given, so commit order is number order.
   */
  void append(Transaction transaction, List<PendingEvent> events) {
    long last = advanceHead(transaction, events.size());
    long seq = last - events.size();
    Transaction.Batch batch =
        transaction.batch(
            """
            insert into mce_event (organization_id, seq, name, version, subject_type, subject_id,
              actor_kind, actor_id, cause, at, payload, origin_sealed, changes_sealed)
            values (:organizationId, :seq, :name, :version, :subjectType, :subjectId,
              :actorKind, :actorId, :cause, :at, :payload, :originSealed, :changesSealed)
            """);
    for (PendingEvent event : events) {
      seq++;
      batch
          .bind("seq", seq)
          .bind("name", event.name())
          .bind("version", event.version())
          .bind("subjectType", event.subject().type())
          .bind("subjectId", event.subject().id())
          .bind("actorKind", event.actor().kind().name())
          .bind("actorId", event.actor().id())
          .bind("cause", event.actor().cause().orElse(null))
          .bind("at", event.at())
          .bind("payload", event.payload())
          .bind("originSealed", event.originSealed())
          .bind("changesSealed", event.changesSealed())
          .add();
    }
    batch.insert();
  }

  private static long advanceHead(Transaction transaction, int count) {
    return transaction
        .query(
            """
            insert into mce_event_head (organization_id, seq) values (:organizationId, :count)
            on conflict (organization_id) do update
            set seq = mce_event_head.seq + excluded.seq
            returning seq
            """)
        .bind("count", count)
        .map(Row.mapper(row -> row.number("seq")))
        .one();
  }

  /** Returns the last number given; zero for an organization without events. */
  long head(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query("select seq from mce_event_head where organization_id = :organizationId")
                .map(Row.mapper(row -> row.number("seq")))
                .findOne()
                .orElse(0L));
  }

  /** Returns a number that changes with every event appended to any log. */
  long revision() {
    return database.readDirectory(transaction ->
        transaction
            .query("select cast(coalesce(sum(seq), 0) as bigint) as revision from mce_event_head")
            .map(Row.mapper(row -> row.number("revision")))
            .one());
  }

  /** Returns every organization that has a log. */
  List<OrganizationId> organizations() {
    return database.readDirectory(transaction ->
        transaction
            .query("select organization_id from mce_event_head order by organization_id")
            .map(Row.mapper(Row::organizationId))
            .list());
  }

  /**
   * Returns events after one number and up to another, in order; of all names when none is given.
   */
  List<RecordedEvent> read(
      OrganizationId organizationId,
      long after,
      long upTo,
      @Nullable Set<String> names,
      int limit) {
    if (names == null) {
      return database.read(
          organizationId,
          transaction ->
              transaction
                  .query(
                      """
                      select * from mce_event
                      where organization_id = :organizationId and seq > :after and seq <= :upTo
                      order by seq limit :limit
                      """)
                  .bind("after", after)
                  .bind("upTo", upTo)
                  .bind("limit", limit)
                  .map(EVENT)
                  .list());
    }
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_event
                    where organization_id = :organizationId and seq > :after and seq <= :upTo
                      and name in (<names>)
                    order by seq limit :limit
                    """)
                .bindList("names", List.copyOf(names))
                .bind("after", after)
                .bind("upTo", upTo)
                .bind("limit", limit)
                .map(EVENT)
                .list());
  }

  /** Returns the newest events, newest first. */
  List<RecordedEvent> latest(OrganizationId organizationId, Set<String> names, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_event
                    where organization_id = :organizationId and name in (<names>)
                    order by seq desc limit :limit
                    """)
                .bindList("names", List.copyOf(names))
                .bind("limit", limit)
                .map(EVENT)
                .list());
  }

  /** Returns one event. */
  Optional<RecordedEvent> find(OrganizationId organizationId, long seq) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_event where organization_id = :organizationId and seq = :seq
                    """)
                .bind("seq", seq)
                .map(EVENT)
                .findOne());
  }

  /** Removes events older than this that every subscriber has passed; returns how many. */
  int removeBefore(OrganizationId organizationId, Instant before) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_event
                    where organization_id = :organizationId and at < :before
                      and seq < (select coalesce(min(c.seq), 0) from mce_event_cursor c
                        where c.organization_id = :organizationId)
                    """)
                .bind("before", before)
                .execute());
  }

  /** An event on its way into the log. */
  record PendingEvent(
      Actor actor,
      String name,
      int version,
      Subject subject,
      Instant at,
      String payload,
      @Nullable String originSealed,
      @Nullable String changesSealed) {}
}
