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

  private final Database database;

  @Inject
  CursorStore(Database database) {
    this.database = database;
  }

  /** An organization whose log goes on after the subscriber's position, up to its head. */
  record Behind(OrganizationId organizationId, long position, long head) {}

  /**
   * Returns an organization in which the subscriber is behind and nobody reads for it: the next one
   * after the one served last, and around, so that one with much to read keeps nobody waiting.
   *
   * @param last the organization served last; blank at first
   */
  Optional<Behind> findBehind(String subscriber, String last, Instant now) {
    return database.readDirectory(transaction ->
        transaction
            .query(
                """
                select h.organization_id, h.seq as head, coalesce(c.seq, 0) as position
                from mce_event_head h
                left join mce_event_cursor c
                  on c.organization_id = h.organization_id and c.subscriber = :subscriber
                where h.seq > coalesce(c.seq, 0) and coalesce(c.lease_until, 0) <= :now
                order by case when h.organization_id > :last then 0 else 1 end, h.organization_id
                limit 1
                """)
            .bind("subscriber", subscriber)
            .bind("last", last)
            .bind("now", now)
            .map(
                Row.mapper(row ->
                    new Behind(row.organizationId(), row.number("position"), row.number("head"))))
            .findOne());
  }

  /** Moves from where the subscriber was found, unless someone has moved it or reads for it. */
  boolean moveOn(Transaction transaction, String subscriber, Behind from, long seq, Instant now) {
    return transaction
            .update(
                """
                insert into mce_event_cursor (organization_id, subscriber, seq, lease_until)
                values (:organizationId, :subscriber, :seq, 0)
                on conflict (organization_id, subscriber) do update set seq = excluded.seq
                where mce_event_cursor.seq = :from and mce_event_cursor.lease_until <= :now
                """)
            .bind("subscriber", subscriber)
            .bind("seq", seq)
            .bind("from", from.position())
            .bind("now", now)
            .execute()
        == 1;
  }

  /** Takes the right to read on from a position; false when someone has it or has moved on. */
  boolean lease(
      OrganizationId organizationId,
      String subscriber,
      String token,
      long position,
      Instant now,
      Instant leaseUntil) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        insert into mce_event_cursor
                          (organization_id, subscriber, seq, lease_until, lease_token)
                        values (:organizationId, :subscriber, 0, :leaseUntil, :token)
                        on conflict (organization_id, subscriber) do update
                        set lease_until = excluded.lease_until, lease_token = excluded.lease_token
                        where mce_event_cursor.lease_until <= :now
                          and mce_event_cursor.seq = :position
                        """)
                    .bind("subscriber", subscriber)
                    .bind("leaseUntil", leaseUntil)
                    .bind("token", token)
                    .bind("now", now)
                    .bind("position", position)
                    .execute()
                == 1);
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
