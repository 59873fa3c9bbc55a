package io.mce.event;

import io.mce.job.DueWork;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
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

  /** Returns the subjects of which an event waits. */
  Set<String> subjects(OrganizationId organizationId, String subscriber) {
    return database.read(
        organizationId,
        transaction ->
            new HashSet<>(
                transaction
                    .query(
                        """
                        select distinct subject from mce_event_parked
                        where organization_id = :organizationId and subscriber = :subscriber
                          and dead = false
                        """)
                    .bind("subscriber", subscriber)
                    .map(Row.mapper(row -> row.text("subject")))
                    .list()));
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

  /** Returns what waits for this subscriber, each subject's events in order. */
  List<DeadLetter> waiting(OrganizationId organizationId, String subscriber) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_event_parked
                    where organization_id = :organizationId and subscriber = :subscriber
                      and dead = false
                    order by subject, seq
                    """)
                .bind("subscriber", subscriber)
                .map(PARKED)
                .list());
  }

  /** Returns everything parked or dead, oldest first. */
  List<DeadLetter> list(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_event_parked where organization_id = :organizationId
                    order by seq, subscriber
                    """)
                .map(PARKED)
                .list());
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

  void remove(OrganizationId organizationId, String subscriber, long seq) {
    database.runInOrganization(
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
                .execute());
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
