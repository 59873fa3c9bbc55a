package io.mce.event;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/** How far each subscriber has read in each organization, and who reads for it now. */
final class CursorStore {

  /** Greater than any id. */
  private static final String BEYOND = "~";

  private final Database database;

  @Inject
  CursorStore(Database database) {
    this.database = database;
  }

  /**
   * Returns an organization in which the subscriber is behind and nobody reads for it: the next one
   * after the one served last, and around, so that one with much to read keeps nobody waiting.
   *
   * @param last the organization served last; blank at first
   */
  Optional<OrganizationId> findBehind(String subscriber, String last, Instant now) {
    return database.readDirectory(transaction -> {
      Optional<OrganizationId> next = findBehind(transaction, subscriber, last, BEYOND, now);
      return next.isPresent() ? next : findBehind(transaction, subscriber, "", last, now);
    });
  }

  private static Optional<OrganizationId> findBehind(
      Transaction transaction, String subscriber, String after, String upTo, Instant now) {
    return transaction
        .query(
            """
            select h.organization_id from mce_event_head h
            left join mce_event_cursor c
              on c.organization_id = h.organization_id and c.subscriber = :subscriber
            where h.organization_id > :after and h.organization_id <= :upTo
              and h.seq > coalesce(c.seq, 0) and coalesce(c.lease_until, 0) <= :now
            order by h.organization_id limit 1
            """)
        .bind("subscriber", subscriber)
        .bind("after", after)
        .bind("upTo", upTo)
        .bind("now", now)
        .map(Row.mapper(Row::organizationId))
        .findOne();
  }

  /**
   * Takes the right to read for the subscriber; returns its position, empty when someone has it.
   */
  Optional<Long> lease(
      OrganizationId organizationId,
      String subscriber,
      String token,
      Instant now,
      Instant leaseUntil) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    insert into mce_event_cursor
                      (organization_id, subscriber, seq, lease_until, lease_token)
                    values (:organizationId, :subscriber, 0, :leaseUntil, :token)
                    on conflict (organization_id, subscriber) do update
                    set lease_until = excluded.lease_until, lease_token = excluded.lease_token
                    where mce_event_cursor.lease_until <= :now
                    returning seq
                    """)
                .bind("subscriber", subscriber)
                .bind("leaseUntil", leaseUntil)
                .bind("token", token)
                .bind("now", now)
                .map(Row.mapper(row -> row.number("seq")))
                .findOne());
  }

  /** Moves the position and sets the lease's end; false when the lease was lost. */
  boolean advance(
      OrganizationId organizationId,
      String subscriber,
      String token,
      long seq,
      Instant leaseUntil) {
    return database.inOrganization(
        organizationId, transaction -> advance(transaction, subscriber, token, seq, leaseUntil));
  }

  /** Like the other, in a transaction that commits more than the position. */
  boolean advance(
      Transaction transaction, String subscriber, String token, long seq, Instant leaseUntil) {
    return transaction
            .update(
                """
                update mce_event_cursor set seq = :seq, lease_until = :leaseUntil
                where organization_id = :organizationId and subscriber = :subscriber
                  and lease_token = :token
                """)
            .bind("seq", seq)
            .bind("leaseUntil", leaseUntil)
            .bind("subscriber", subscriber)
            .bind("token", token)
            .execute()
        == 1;
  }
}
