package io.mce.event;

import io.mce.job.DueWork;
import io.mce.kernel.Cursor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;

/** Events that wait for a retry, those that wait behind them, and the dead. */
final class ParkedEventStore {

  private static final RowMapper<DeadLetter> PARKED =
      Row.mapper(row ->
          new DeadLetter(
              row.text("subscriber"),
              row.number("seq"),
              row.text("subject"),
              row.integer("attempts"),
              row.instant("next_at"),
              row.flag("dead"),
              row.optionalText("error").orElse("")));

  private final Database database;

  @Inject
  ParkedEventStore(Database database) {
    this.database = database;
  }

  /** Returns of which of these subjects an event waits, and until when. */
  Map<String, Instant> waitUntil(
      OrganizationId organizationId, String subscriber, Set<String> subjects) {
    Map<String, Instant> waiting = new HashMap<>();
    if (subjects.isEmpty()) {
      return waiting;
    }
    database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select subject, max(next_at) as next_at from mce_event_parked
                    where organization_id = :organizationId and subscriber = :subscriber
                      and subject in (<subjects>) and dead = false
                    group by subject
                    """)
                .bind("subscriber", subscriber)
                .bindList("subjects", List.copyOf(subjects))
                .map(Row.mapper(row -> waiting.put(row.text("subject"), row.instant("next_at"))))
                .list());
    return waiting;
  }

  /** Parks an event; parking it again changes nothing. */
  void park(OrganizationId organizationId, DeadLetter letter) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    insert into mce_event_parked (organization_id, subscriber, seq, subject,
                      attempts, next_at, dead, error)
                    values (:organizationId, :subscriber, :seq, :subject,
                      :attempts, :nextAt, :dead, :error)
                    on conflict (organization_id, subscriber, seq) do nothing
                    """)
                .bind("subscriber", letter.subscriber())
                .bind("seq", letter.seq())
                .bind("subject", letter.subject())
                .bind("attempts", letter.attempts())
                .bind("nextAt", letter.nextAt())
                .bind("dead", letter.dead())
                .bind("error", letter.error())
                .execute());
  }

  /** Parks an event and sees to it that it is tried again. */
  void parkAndSchedule(OrganizationId organizationId, DeadLetter letter, DueWork dueWork) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          park(organizationId, letter);
          dueWork.schedule(
              organizationId, ParkedEventWorker.kind(letter.subscriber()), "", letter.nextAt());
        });
  }

  /** Returns subjects of which an event is due, those due longest first. */
  Set<String> dueSubjects(
      OrganizationId organizationId, String subscriber, Instant now, int limit) {
    return database.read(
        organizationId,
        transaction ->
            new LinkedHashSet<>(
                transaction
                    .query(
                        """
                        select subject from mce_event_parked
                        where organization_id = :organizationId and subscriber = :subscriber
                          and dead = false and next_at <= :now
                        order by next_at, seq limit :limit
                        """)
                    .bind("subscriber", subscriber)
                    .bind("now", now)
                    .bind("limit", limit)
                    .map(Row.mapper(row -> row.text("subject")))
                    .list()));
  }

  /** Returns the event of a subject that comes next. */
  Optional<DeadLetter> head(OrganizationId organizationId, String subscriber, String subject) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_event_parked
                    where organization_id = :organizationId and subscriber = :subscriber
                      and subject = :subject and dead = false
                    order by seq limit 1
                    """)
                .bind("subscriber", subscriber)
                .bind("subject", subject)
                .map(PARKED)
                .findOne());
  }

  /** Lets the other events of a subject wait as long as the one that comes next. */
  void waitFor(OrganizationId organizationId, DeadLetter head, Instant until) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_event_parked set next_at = :until
                    where organization_id = :organizationId and subscriber = :subscriber
                      and subject = :subject and dead = false
                      and (seq = :seq or next_at < :until)
                    """)
                .bind("subscriber", head.subscriber())
                .bind("subject", head.subject())
                .bind("seq", head.seq())
                .bind("until", until)
                .execute());
  }

  /** Returns when the next event is due. */
  Optional<Instant> nextDue(OrganizationId organizationId, String subscriber) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select min(next_at) as next_at from mce_event_parked
                    where organization_id = :organizationId and subscriber = :subscriber
                      and dead = false
                    """)
                .bind("subscriber", subscriber)
                .map(Row.mapper(row -> row.optionalInstant("next_at")))
                .one());
  }

  /** Returns a page of everything parked or dead, subscriber by subscriber, oldest first. */
  Page<DeadLetter> list(OrganizationId organizationId, PageRequest page) {
    Optional<Cursor> after = page.cursor(2);
    return database.read(
        organizationId,
        transaction ->
            Page.of(
                transaction
                    .query(
                        """
                        select * from mce_event_parked
                        where organization_id = :organizationId
                          and (subscriber, seq) > (:subscriber, :seq)
                        order by subscriber, seq limit :limit
                        """)
                    .bind("subscriber", after.map(cursor -> cursor.values().get(0)).orElse(""))
                    .bind("seq", after.map(cursor -> cursor.longAt(1)).orElse(-1L))
                    .bind("limit", page.limit() + 1)
                    .map(PARKED)
                    .list(),
                page.limit(),
                letter -> Cursor.of(letter.subscriber(), letter.seq())));
  }

  void update(OrganizationId organizationId, DeadLetter letter) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_event_parked
                    set attempts = :attempts, next_at = :nextAt, dead = :dead, error = :error
                    where organization_id = :organizationId and subscriber = :subscriber
                      and seq = :seq
                    """)
                .bind("subscriber", letter.subscriber())
                .bind("seq", letter.seq())
                .bind("attempts", letter.attempts())
                .bind("nextAt", letter.nextAt())
                .bind("dead", letter.dead())
                .bind("error", letter.error())
                .execute());
  }

  /** Forgets an event that passed; false when it was forgotten before. */
  boolean remove(OrganizationId organizationId, String subscriber, long seq) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        delete from mce_event_parked
                        where organization_id = :organizationId and subscriber = :subscriber
                          and seq = :seq
                        """)
                    .bind("subscriber", subscriber)
                    .bind("seq", seq)
                    .execute()
                == 1);
  }

  /** Makes a parked or dead event due now; false when there is none. */
  boolean revive(OrganizationId organizationId, String subscriber, long seq, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_event_parked set dead = false, attempts = 0, next_at = :now
                        where organization_id = :organizationId and subscriber = :subscriber
                          and seq = :seq
                        """)
                    .bind("subscriber", subscriber)
                    .bind("seq", seq)
                    .bind("now", now)
                    .execute()
                == 1);
  }
}
