package io.mce.provider;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;

/** Rows of what remotes brought: each event of an account once, sealed until it is handled. */
final class ReceivedEventStore {

  /**
   * An event as its row holds it.
   *
   * @param payload sealed
   */
  record Received(String eventId, UUID id, String kind, String payload, int attempts) {}

  /**
   * Names what is settled: with "state = 'RECEIVED'" PostgreSQL may look for the one event among
   * all that wait.
   */
  static final String MARK_DONE =
      """
      update mce_received_event
      set state = 'DONE', payload_sealed = null, error = null
      where organization_id = :organizationId and account_id = :accountId
        and event_id = :eventId and state not in ('DONE', 'DEAD')
      """;

  private static final RowMapper<Received> RECEIVED =
      Row.mapper(row ->
          new Received(
              row.text("event_id"),
              row.uuid("id"),
              row.text("kind"),
              row.text("payload_sealed"),
              row.integer("attempts")));

  private static final RowMapper<UnhandledEvent> UNHANDLED =
      Row.mapper(row ->
          new UnhandledEvent(
              new AccountId(row.uuid("account_id")),
              row.text("event_id"),
              row.text("kind"),
              row.integer("attempts"),
              row.instant("next_at"),
              row.text("state").equals("DEAD"),
              row.optionalText("error").orElse(""),
              row.instant("received_at")));

  private final Database database;

  @Inject
  ReceivedEventStore(Database database) {
    this.database = database;
  }

  /** Stores the events that the account has not brought before; returns how many those are. */
  int insert(
      OrganizationId organizationId, AccountId accountId, List<Received> events, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          var batch =
              transaction.batch(
                  """
                  insert into mce_received_event (organization_id, account_id, event_id, id, kind,
                    payload_sealed, state, attempts, next_at, received_at)
                  values (:organizationId, :accountId, :eventId, :id, :kind,
                    :payload, 'RECEIVED', 0, :now, :now)
                  on conflict (organization_id, account_id, event_id) do nothing
                  """);
          // In one order everywhere, so that two deliveries of the same events cannot wait for each
          // other in a circle.
          events.stream()
              .sorted(Comparator.comparing(Received::eventId))
              .forEach(event ->
                  batch
                      .bind("accountId", accountId)
                      .bind("eventId", event.eventId())
                      .bind("id", event.id())
                      .bind("kind", event.kind())
                      .bind("payload", event.payload())
                      .bind("now", now)
                      .add());
          return Arrays.stream(batch.execute()).sum();
        });
  }

  /** Returns events that are due, in the order of their arrival. */
  List<Received> due(OrganizationId organizationId, AccountId accountId, Instant now, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_received_event
                    where organization_id = :organizationId and account_id = :accountId
                      and state = 'RECEIVED' and next_at <= :now
                    order by next_at, id limit :limit
                    """)
                .bind("accountId", accountId)
                .bind("now", now)
                .bind("limit", limit)
                .map(RECEIVED)
                .list());
  }

  /** Returns when the next event of an account is due. */
  Optional<Instant> nextDue(OrganizationId organizationId, AccountId accountId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select min(next_at) as next_at from mce_received_event
                    where organization_id = :organizationId and account_id = :accountId
                      and state = 'RECEIVED'
                    """)
                .bind("accountId", accountId)
                .map(Row.mapper(row -> row.optionalInstant("next_at")))
                .one());
  }

  /** Marks events as done and forgets what they said; returns 1 for each that was not done yet. */
  int[] markDone(OrganizationId organizationId, AccountId accountId, List<Received> events) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          var batch = transaction.batch(MARK_DONE);
          events.forEach(
              event -> batch.bind("accountId", accountId).bind("eventId", event.eventId()).add());
          return batch.execute();
        });
  }

  /** Notes that an event could not be handled. */
  void markFailed(
      OrganizationId organizationId,
      AccountId accountId,
      Received event,
      Instant nextAt,
      boolean dead,
      String error) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_received_event
                    set state = :state, attempts = attempts + 1, next_at = :nextAt, error = :error
                    where organization_id = :organizationId and account_id = :accountId
                      and event_id = :eventId and state not in ('DONE', 'DEAD')
                    """)
                .bind("accountId", accountId)
                .bind("eventId", event.eventId())
                .bind("state", dead ? "DEAD" : "RECEIVED")
                .bind("nextAt", nextAt)
                .bind("error", error)
                .execute());
  }

  /** Makes an event that failed due again, as if it were new; false when there is none. */
  boolean retry(OrganizationId organizationId, AccountId accountId, String eventId, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_received_event
                        set state = 'RECEIVED', attempts = 0, next_at = :now
                        where organization_id = :organizationId and account_id = :accountId
                          and event_id = :eventId and state <> 'DONE' and attempts > 0
                        """)
                    .bind("accountId", accountId)
                    .bind("eventId", eventId)
                    .bind("now", now)
                    .execute()
                == 1);
  }

  /** Returns events that were given up, oldest first. */
  List<UnhandledEvent> dead(OrganizationId organizationId, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_received_event
                    where organization_id = :organizationId and state = 'DEAD'
                    order by id limit :limit
                    """)
                .bind("limit", limit)
                .map(UNHANDLED)
                .list());
  }

  /** Returns events that failed and are tried again, oldest first. */
  List<UnhandledEvent> failing(OrganizationId organizationId, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_received_event
                    where organization_id = :organizationId and state = 'RECEIVED'
                      and attempts > 0
                    order by id limit :limit
                    """)
                .bind("limit", limit)
                .map(UNHANDLED)
                .list());
  }

  /** Removes some events that were given up and arrived before this; returns how many. */
  int removeDead(OrganizationId organizationId, Instant before, int limit) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_received_event
                    where organization_id = :organizationId and (account_id, event_id) in (
                      select old.account_id, old.event_id from mce_received_event old
                      where old.organization_id = :organizationId and old.received_at < :before
                        and old.state = 'DEAD'
                      order by old.received_at limit :limit)
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
  }

  /** Removes some handled events that arrived before this; returns how many, at most a limit. */
  int removeDone(OrganizationId organizationId, Instant before, int limit) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_received_event
                    where organization_id = :organizationId and (account_id, event_id) in (
                      select old.account_id, old.event_id from mce_received_event old
                      where old.organization_id = :organizationId and old.received_at < :before
                        and old.state = 'DONE'
                      order by old.received_at limit :limit)
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
  }
}
