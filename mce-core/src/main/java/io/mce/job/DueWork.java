package io.mce.job;

import io.mce.kernel.IdGenerator;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The directory of due work: for which organization, and which key in it, something of a kind is
 * due, and who works on it. It holds no work itself; the rows of the feature do. A crash loses
 * nothing: the lease ends and the key is due again. Thread-safe.
 *
 * <p>Scheduling is part of the transaction that creates the work. The shared rows are written just
 * before commit and in one order, so that they are held briefly and never in a circle.
 */
public final class DueWork {

  private static final String ORDER_KEY = "1-due-work";

  /**
   * The right to work on a key until the lease ends.
   *
   * @param token fencing token: what it wrote is only valid while it is the newest
   */
  public record Lease(
      OrganizationId organizationId, String kind, String key, String token, long generation) {}

  private final Database database;
  private final DueTimes times;
  private final Workers workers;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  DueWork(Database database, DueTimes times, Workers workers, Clock clock, IdGenerator ids) {
    this.database = database;
    this.times = times;
    this.workers = workers;
    this.clock = clock;
    this.ids = ids;
  }

  /** Says, with the commit of the open transaction, that work is due; the earliest time counts. */
  public void schedule(OrganizationId organizationId, String kind, String key, Instant dueAt) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          Pending pending = transaction.attachment(Pending.class, Pending::new);
          pending.due.merge(kind + "\n" + key, dueAt, (a, b) -> a.isBefore(b) ? a : b);
          transaction.beforeCommit(ORDER_KEY, () -> flush(transaction, pending.due));
        });
  }

  private void flush(Transaction transaction, Map<String, Instant> due) {
    due.forEach((kindAndKey, dueAt) -> {
      int split = kindAndKey.indexOf('\n');
      String kind = kindAndKey.substring(0, split);
      transaction
          .update(
              """
              insert into mce_due_work (organization_id, kind, work_key, due_at, generation)
              values (:organizationId, :kind, :key, :dueAt, 1)
              on conflict (organization_id, kind, work_key) do update
              set generation = mce_due_work.generation + 1,
                  due_at = case
                    when mce_due_work.lease_token is null
                      and excluded.due_at < mce_due_work.due_at then excluded.due_at
                    else mce_due_work.due_at end
              """)
          .bind("kind", kind)
          .bind("key", kindAndKey.substring(split + 1))
          .bind("dueAt", dueAt)
          .execute();
      transaction.afterCommit(() -> workers.wake(kind));
    });
    due.clear();
  }

  /** Leases the key of this kind that has been due longest, if any. */
  public Optional<Lease> claim(String kind, Duration length) {
    Instant now = clock.instant();
    if (nextDue(kind).filter(due -> !due.isAfter(now)).isEmpty()) {
      return Optional.empty();
    }
    String token = ids.next().toString();
    return database.directory(transaction ->
        transaction
            .query(
                """
                update mce_due_work
                set due_at = :leaseUntil, lease_token = :token
                where (organization_id, kind, work_key) = (
                  select organization_id, kind, work_key from mce_due_work
                  where kind = :kind and due_at <= :now
                  order by due_at limit 1 %s)
                returning organization_id, work_key, generation
                """
                    .formatted(database.skipLocked()))
            .bind("leaseUntil", now.plus(length))
            .bind("token", token)
            .bind("kind", kind)
            .bind("now", now)
            .map(
                Row.mapper(row ->
                    new Lease(
                        row.organizationId(),
                        kind,
                        row.text("work_key"),
                        token,
                        row.number("generation"))))
            .findOne());
  }

  /** Prolongs a lease; false when it was lost to someone else. */
  public boolean renew(Lease lease, Duration length) {
    return database.directory(transaction ->
        transaction
                .update(
                    """
                    update mce_due_work set due_at = :leaseUntil
                    where organization_id = :organization and kind = :kind
                      and work_key = :key and lease_token = :token
                    """)
                .bind("leaseUntil", clock.instant().plus(length))
                .bind("organization", lease.organizationId())
                .bind("kind", lease.kind())
                .bind("key", lease.key())
                .bind("token", lease.token())
                .execute()
            == 1);
  }

  /**
   * Ends a lease.
   *
   * @param next when the key is due again; empty when nothing is left. What was scheduled while the
   *     lease was held makes it due at once.
   */
  public void complete(Lease lease, Optional<Instant> next) {
    boolean untouched =
        database.directory(transaction ->
            next.isPresent()
                ? postpone(transaction, lease, next.get())
                : remove(transaction, lease));
    if (!untouched) {
      database.directory(transaction -> dueNow(transaction, lease));
      workers.wake(lease.kind());
    }
  }

  /** Returns when the next key of this kind is due or its lease ends. */
  public Optional<Instant> nextDue(String kind) {
    return times.of(kind);
  }

  private static boolean postpone(Transaction transaction, Lease lease, Instant next) {
    return transaction
            .update(
                """
                update mce_due_work set due_at = :next, lease_token = null
                where organization_id = :organization and kind = :kind and work_key = :key
                  and lease_token = :token and generation = :generation
                """)
            .bind("next", next)
            .bind("organization", lease.organizationId())
            .bind("kind", lease.kind())
            .bind("key", lease.key())
            .bind("token", lease.token())
            .bind("generation", lease.generation())
            .execute()
        == 1;
  }

  private static boolean remove(Transaction transaction, Lease lease) {
    return transaction
            .update(
                """
                delete from mce_due_work
                where organization_id = :organization and kind = :kind and work_key = :key
                  and lease_token = :token and generation = :generation
                """)
            .bind("organization", lease.organizationId())
            .bind("kind", lease.kind())
            .bind("key", lease.key())
            .bind("token", lease.token())
            .bind("generation", lease.generation())
            .execute()
        == 1;
  }

  private int dueNow(Transaction transaction, Lease lease) {
    return transaction
        .update(
            """
            update mce_due_work set due_at = :now, lease_token = null
            where organization_id = :organization and kind = :kind and work_key = :key
              and lease_token = :token
            """)
        .bind("now", clock.instant())
        .bind("organization", lease.organizationId())
        .bind("kind", lease.kind())
        .bind("key", lease.key())
        .bind("token", lease.token())
        .execute();
  }

  private static final class Pending {
    private final TreeMap<String, Instant> due = new TreeMap<>();
  }
}
