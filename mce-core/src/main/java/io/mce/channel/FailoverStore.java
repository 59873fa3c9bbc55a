package io.mce.channel;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import io.mce.provider.AccountId;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How what is queued at one account comes to others, and since when an account is out of order. */
final class FailoverStore {

  /** An account that fails again so soon after it was repaired is in the same trouble still. */
  static final Duration SAME_OUTAGE = Duration.ofHours(1);

  /**
   * The last row that was looked at, in the order in which rows go.
   *
   * @param priority which of the priorities is gone through
   */
  record Position(int priority, Instant nextAt, String id) {

    static Position startOf(int priority) {
      return new Position(priority, Instant.EPOCH, "");
    }

    static Position of(int priority, StoredDispatch last) {
      return new Position(priority, last.nextAt(), last.id().toString());
    }
  }

  /** A dispatch and the way that it is to take. */
  record Move(StoredDispatch dispatch, ResultStore.Route route) {}

  private final Database database;

  @Inject
  FailoverStore(Database database) {
    this.database = database;
  }

  /**
   * Returns what waits at an account after a position. Not what its carrier may have already, which
   * only that account may send again, and not what was erased.
   */
  List<StoredDispatch> queued(
      OrganizationId organizationId, AccountId accountId, Position after, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_dispatch
                    where organization_id = :organizationId and account_id = :accountId
                      and state = 'QUEUED' and priority = :priority
                      and (next_at, id) > (:nextAt, :id)
                      and repeat_until is null and content_sealed <> ''
                    order by next_at, id limit :limit
                    """)
                .bind("accountId", accountId)
                .bind("priority", after.priority())
                .bind("nextAt", after.nextAt())
                .bind("id", after.id())
                .bind("limit", limit)
                .map(StoredDispatch.MAPPER)
                .list());
  }

  /** Counts what waits at an account. */
  long waiting(OrganizationId organizationId, AccountId accountId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select count(*) as n from mce_dispatch
                    where organization_id = :organizationId and account_id = :accountId
                      and state = 'QUEUED'
                    """)
                .bind("accountId", accountId)
                .map(Row.mapper(row -> row.number("n")))
                .one());
  }

  /**
   * Gives queued dispatches to other accounts; returns those that were. What failed before, or
   * waits for a limit of the old account, goes at once, if the new one lets it; what waits for a
   * time or a gate goes on waiting.
   */
  List<Move> move(OrganizationId organizationId, List<Move> moves, Instant now) {
    List<Move> moved = new ArrayList<>();
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  update mce_dispatch
                  set account_id = :to, channel = :channel, reason = null, detail = null,
                    next_at = case when held_by is not null then next_at
                      when limited_by is not null then :now
                      when failures > 0 and due_at <= :now and next_at > :now then :now
                      else next_at end,
                    due_at = case when limited_by is not null and due_at > :now then :now
                      else due_at end,
                    failures = 0, limited_by = null
                  where organization_id = :organizationId and id = :id and state = 'QUEUED'
                    and account_id = :from and repeat_until is null
                  """);
          for (Move each : moves) {
            batch
                .bind("id", each.dispatch().id())
                .bind("from", each.dispatch().account())
                .bind("to", each.route().account())
                .bind("channel", each.route().channel())
                .bind("now", now)
                .add();
          }
          int[] counts = batch.execute();
          for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
              moved.add(moves.get(i));
            }
          }
        });
    return moved;
  }

  /** Notes that an account is out of order; one that hardly recovered is so since before. */
  void fell(OrganizationId organizationId, AccountId accountId, Instant now) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    insert into mce_lane (organization_id, account_id, turn, failures, outage_at)
                    values (:organizationId, :accountId, 1, 0, :now)
                    on conflict (organization_id, account_id) do update
                    set outage_at = case when mce_lane.outage_at is null
                        or mce_lane.well_at <= :before then :now else mce_lane.outage_at end,
                      well_at = null
                    """)
                .bind("accountId", accountId)
                .bind("now", now)
                .bind("before", now.minus(SAME_OUTAGE))
                .execute());
  }

  /** Notes that an account works again. */
  void recovered(OrganizationId organizationId, AccountId accountId, Instant now) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_lane set well_at = :now
                    where organization_id = :organizationId and account_id = :accountId
                      and outage_at is not null and well_at is null
                    """)
                .bind("accountId", accountId)
                .bind("now", now)
                .execute());
  }

  /** Notes that an outage was told of; false when it was before. */
  boolean tell(OrganizationId organizationId, AccountId accountId) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_lane set outage_told = outage_at
                        where organization_id = :organizationId and account_id = :accountId
                          and coalesce(outage_told, 0) <> outage_at
                        """)
                    .bind("accountId", accountId)
                    .execute()
                == 1);
  }

  /** Returns since when an account is in trouble, if it was noted. */
  Optional<Instant> outage(OrganizationId organizationId, AccountId accountId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select outage_at from mce_lane
                    where organization_id = :organizationId and account_id = :accountId
                      and outage_at is not null
                    """)
                .bind("accountId", accountId)
                .map(Row.mapper(row -> row.instant("outage_at")))
                .findOne());
  }
}
