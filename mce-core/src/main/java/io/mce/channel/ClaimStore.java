package io.mce.channel;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import io.mce.provider.AccountId;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * How dispatches get into the hands of a worker, and how they are taken out of the way of others.
 *
 * <p>A claim looks at a bounded number of due rows, those who go first in front. What it passes
 * over would be looked at again each time, so {@link #sweep} and what follows from it move it:
 * cancelled, held behind its gate, or due when what it waits for is over. Rows that are held or not
 * due yet cost a claim nothing, however many there are.
 */
final class ClaimStore {

  /** How many due rows of each priority one claim looks at. */
  static final int WINDOW = 256;

  /** Why a due row was passed over. */
  enum Verdict {
    /** It may go; there was no room for it. */
    FREE,
    /** The recipient does not want it. */
    SUPPRESSED,
    /** A gate cancels it. */
    CANCELLED_BY_GATE,
    /** A gate holds it. */
    HELD_BY_GATE,
    /** Something before it in its conversation goes first. */
    WAITS,
    /** The carrier may have it already, and would not recognize a repetition any more. */
    TOO_LATE
  }

  /**
   * A due row that was passed over.
   *
   * @param purpose what it is for
   * @param gate the gate that stops it
   * @param reason the reason of that gate
   * @param waitsUntil when what it waits for is over; past when that is not known
   */
  record Passed(
      DispatchId id,
      Purpose purpose,
      Verdict verdict,
      Optional<UUID> gate,
      Optional<String> reason,
      Instant waitsUntil) {}

  private final Database database;

  @Inject
  ClaimStore(Database database) {
    this.database = database;
  }

  /**
   * Claims due dispatches of an account, at most one of each conversation, in the order in which
   * they go. Joins gates and suppressions, and nothing else decides whether a message may go.
   */
  List<StoredDispatch> claim(
      OrganizationId organizationId,
      AccountId accountId,
      String token,
      Instant now,
      Instant leaseUntil,
      int limit) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          int few = Math.min(WINDOW, 2 * limit);
          List<DispatchId> free = free(transaction, accountId, now, few, limit);
          if (free.size() < limit && few < WINDOW) {
            free = free(transaction, accountId, now, WINDOW, limit);
          }
          return take(organizationId, free, token, now, leaseUntil);
        });
  }

  /** Claims those of these dispatches that still may go, in the order in which they go. */
  List<StoredDispatch> take(
      OrganizationId organizationId,
      List<DispatchId> free,
      String token,
      Instant now,
      Instant leaseUntil) {
    if (free.isEmpty()) {
      return List.of();
    }
    return database
        .inOrganization(
            organizationId,
            transaction ->
                transaction
                    .query(CLAIM)
                    .bindList("ids", free.stream().map(DispatchId::toString).toList())
                    .bind("token", token)
                    .bind("now", now)
                    .bind("leaseUntil", leaseUntil)
                    .map(StoredDispatch.MAPPER)
                    .list())
        .stream()
        .sorted(
            Comparator.comparingInt((StoredDispatch each) -> each.purpose().priority())
                .thenComparing(StoredDispatch::nextAt)
                .thenComparing(each -> each.id().value()))
        .toList();
  }

  /** Looks at the first rows that are due of each priority; most of them can go as a rule. */
  private static List<DispatchId> free(
      Transaction transaction, AccountId accountId, Instant now, int window, int limit) {
    return transaction
        .query(FREE)
        .bind("accountId", accountId)
        .bind("now", now)
        .bind("window", window)
        .bind("limit", limit)
        .map(Row.mapper(row -> new DispatchId(row.uuid("id"))))
        .list();
  }

  /**
   * What may stop a row is looked up for each row that is due and no other: PostgreSQL would turn a
   * "not exists" into a join with all gates, or all open dispatches, there are.
   */
  static final String FREE_ROWS =
      """
      from (
        select * from (
          select c.id, c.lead_id, c.campaign_id, c.conversation_id, c.purpose, c.priority,
            c.channel, c.recipient_key, c.next_at, c.repeat_until, c.attempts, c.recipient_region,
            c.limited_by
          from mce_dispatch c
          where c.organization_id = :organizationId and c.account_id = :accountId
            and c.state = 'QUEUED' and c.priority = 0 and c.next_at <= :now
          order by c.next_at, c.id limit :window) first
        union all
        select * from (
          select c.id, c.lead_id, c.campaign_id, c.conversation_id, c.purpose, c.priority,
            c.channel, c.recipient_key, c.next_at, c.repeat_until, c.attempts, c.recipient_region,
            c.limited_by
          from mce_dispatch c
          where c.organization_id = :organizationId and c.account_id = :accountId
            and c.state = 'QUEUED' and c.priority = 1 and c.next_at <= :now
          order by c.next_at, c.id limit :window) second
        union all
        select * from (
          select c.id, c.lead_id, c.campaign_id, c.conversation_id, c.purpose, c.priority,
            c.channel, c.recipient_key, c.next_at, c.repeat_until, c.attempts, c.recipient_region,
            c.limited_by
          from mce_dispatch c
          where c.organization_id = :organizationId and c.account_id = :accountId
            and c.state = 'QUEUED' and c.priority = 2 and c.next_at <= :now
          order by c.next_at, c.id limit :window) third) d
      where (d.repeat_until is null or d.repeat_until > :now)
        and coalesce((
          select 1 from mce_send_gate g
          where g.organization_id = :organizationId and g.gate in (d.lead_id, d.campaign_id)
            and g.purpose = d.purpose limit 1), 0) = 0
        and (d.purpose = 'COMPLIANCE' or coalesce((
          select 1 from mce_suppression s
          where s.organization_id = :organizationId and s.channel in (d.channel, '*')
            and s.match_key = d.recipient_key limit 1), 0) = 0)
        and coalesce((
          select 1 from mce_dispatch b
          where b.organization_id = :organizationId and b.lead_id = d.lead_id
            and b.state in ('QUEUED', 'SENDING', 'UNKNOWN')
            and b.conversation_id = d.conversation_id and b.id <> d.id
            and (b.state = 'SENDING'
              or (b.state = 'UNKNOWN' and b.unknown_until > :now
                and d.purpose in ('OUTREACH', 'RESPONSE'))
              or (b.state = 'QUEUED' and b.held_by is null and b.due_at <= :now
                and (b.priority < d.priority or (b.priority = d.priority and b.id < d.id))))
          limit 1), 0) = 0
      order by d.priority, d.next_at, d.id limit :limit
      """;

  /** The ids of what may go. */
  static final String FREE = "select d.id\n" + FREE_ROWS;

  /**
   * By id, and not as one statement with the other: PostgreSQL would join what is free with all
   * that is queued. What was cancelled or held in between is no longer queued and due, and is left.
   */
  private static final String CLAIM =
      """
      update mce_dispatch
      set state = 'SENDING', attempts = attempts + 1, lease_until = :leaseUntil,
        lease_token = :token, state_at = :now, reason = null, detail = null, limited_by = null
      where organization_id = :organizationId and state = 'QUEUED' and next_at <= :now
        and id in (<ids>)
      returning *
      """;

  /** Says of the due rows of one priority that a claim looked at and left why it did. */
  List<Passed> sweep(
      OrganizationId organizationId, AccountId accountId, Instant now, int priority) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select d.id, d.purpose,
                      case when d.repeat_until <= :now then 1 else 0 end as too_late,
                      lg.gate as lead_gate, lg.cancels as lead_cancels, lg.reason as lead_reason,
                      cg.gate as campaign_gate, cg.cancels as campaign_cancels,
                      cg.reason as campaign_reason,
                      case when d.purpose <> 'COMPLIANCE' and exists (
                        select 1 from mce_suppression s
                        where s.organization_id = :organizationId and s.channel in (d.channel, '*')
                          and s.match_key = d.recipient_key) then 1 else 0 end as suppressed,
                      (select max(case b.state when 'SENDING' then 0
                          when 'UNKNOWN' then b.unknown_until else b.next_at end)
                        from mce_dispatch b
                        where b.organization_id = :organizationId and b.lead_id = d.lead_id
                          and b.state in ('QUEUED', 'SENDING', 'UNKNOWN')
                          and b.conversation_id = d.conversation_id and b.id <> d.id
                          and (b.state = 'SENDING'
                            or (b.state = 'UNKNOWN' and b.unknown_until > :now
                              and d.purpose in ('OUTREACH', 'RESPONSE'))
                            or (b.state = 'QUEUED' and b.held_by is null and b.due_at <= :now
                              and (b.priority < d.priority
                                or (b.priority = d.priority and b.id < d.id))))) as waits_until
                    from (
                      select c.id, c.lead_id, c.campaign_id, c.conversation_id, c.purpose,
                        c.priority, c.channel, c.recipient_key, c.next_at, c.repeat_until
                      from mce_dispatch c
                      where c.organization_id = :organizationId and c.account_id = :accountId
                        and c.state = 'QUEUED' and c.priority = :priority and c.next_at <= :now
                      order by c.next_at, c.id limit :window) d
                    left join mce_send_gate lg on lg.organization_id = :organizationId
                      and lg.gate = d.lead_id and lg.purpose = d.purpose
                    left join mce_send_gate cg on cg.organization_id = :organizationId
                      and cg.gate = d.campaign_id and cg.purpose = d.purpose
                    """)
                .bind("accountId", accountId)
                .bind("priority", priority)
                .bind("now", now)
                .bind("window", WINDOW)
                .map(Row.mapper(ClaimStore::passed))
                .list());
  }

  private static Passed passed(Row row) {
    if (row.integer("suppressed") == 1) {
      return passed(row, Verdict.SUPPRESSED, Instant.EPOCH);
    }
    Optional<UUID> leadGate = row.optionalUuid("lead_gate");
    Optional<UUID> campaignGate = row.optionalUuid("campaign_gate");
    boolean byLead = leadGate.isPresent() && (row.flag("lead_cancels") || campaignGate.isEmpty());
    if (byLead || campaignGate.isPresent()) {
      String which = byLead ? "lead" : "campaign";
      return new Passed(
          new DispatchId(row.uuid("id")),
          row.constant("purpose", Purpose.class),
          row.flag(which + "_cancels") ? Verdict.CANCELLED_BY_GATE : Verdict.HELD_BY_GATE,
          byLead ? leadGate : campaignGate,
          row.optionalText(which + "_reason"),
          Instant.EPOCH);
    }
    if (row.integer("too_late") == 1) {
      return passed(row, Verdict.TOO_LATE, Instant.EPOCH);
    }
    return row.optionalInstant("waits_until")
        .map(until -> passed(row, Verdict.WAITS, until))
        .orElseGet(() -> passed(row, Verdict.FREE, Instant.EPOCH));
  }

  private static Passed passed(Row row, Verdict verdict, Instant waitsUntil) {
    return new Passed(
        new DispatchId(row.uuid("id")),
        row.constant("purpose", Purpose.class),
        verdict,
        Optional.empty(),
        Optional.empty(),
        waitsUntil);
  }

  /**
   * Cancels a queued dispatch; empty when it is queued no more. One that the carrier may have is
   * not cancelled by that, but of unknown outcome.
   */
  Optional<StoredDispatch> cancel(
      OrganizationId organizationId, DispatchId id, String reason, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    update mce_dispatch
                    set state = case when repeat_until is null then 'CANCELLED' else 'UNKNOWN' end,
                      reason = :reason, detail = null, held_by = null, state_at = :now,
                      next_at = :never, unknown_until = :now
                    where organization_id = :organizationId and id = :id and state = 'QUEUED'
                    returning *
                    """)
                .bind("id", id)
                .bind("never", DispatchStore.NEVER)
                .bind("reason", reason)
                .bind("now", now)
                .map(StoredDispatch.MAPPER)
                .findOne());
  }

  /**
   * Puts queued dispatches behind their gates; not those whose gate was opened meanwhile, or is
   * being changed: whoever opens it looks for what it holds, and must find it.
   *
   * @return whether any was
   */
  boolean hold(OrganizationId organizationId, List<Passed> stopped) {
    Set<Gate> closed = closed(organizationId, stopped);
    List<Passed> held = stopped.stream().filter(each -> closed.contains(Gate.of(each))).toList();
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  update mce_dispatch set held_by = :gate, next_at = :never
                  where organization_id = :organizationId and id = :id and state = 'QUEUED'
                  """);
          for (Passed each : held) {
            batch
                .bind("id", each.id())
                .bind("gate", each.gate().orElseThrow())
                .bind("never", DispatchStore.NEVER)
                .add();
          }
          batch.execute();
        });
    return !held.isEmpty();
  }

  /** The part of a gate that stops one purpose. */
  private record Gate(UUID id, Purpose purpose) {
    static Gate of(Passed stopped) {
      return new Gate(stopped.gate().orElseThrow(), stopped.purpose());
    }
  }

  /** Says which gates of these are closed, and keeps them so to the end of the transaction. */
  private Set<Gate> closed(OrganizationId organizationId, List<Passed> stopped) {
    if (stopped.isEmpty()) {
      return Set.of();
    }
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select gate, purpose from mce_send_gate
                    where organization_id = :organizationId and gate in (<gates>)
                    order by gate, purpose %s
                    """
                        .formatted(database.skipLocked()))
                .bindList("gates", stopped.stream().map(Gate::of).map(Gate::id).distinct().toList())
                .map(
                    Row.mapper(
                        row -> new Gate(row.uuid("gate"), row.constant("purpose", Purpose.class))))
                .set());
  }

  /** Makes queued dispatches due later. */
  void postpone(OrganizationId organizationId, List<DispatchId> ids, List<Instant> until) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  update mce_dispatch set next_at = :until
                  where organization_id = :organizationId and id = :id and state = 'QUEUED'
                  """);
          for (int i = 0; i < ids.size(); i++) {
            batch.bind("id", ids.get(i)).bind("until", until.get(i)).add();
          }
          batch.execute();
        });
  }

  /**
   * Takes dispatches from workers that are gone: nobody knows whether the carrier has them.
   *
   * @param token the worker that asks; its own are left alone
   */
  List<StoredDispatch> abandon(
      OrganizationId organizationId,
      AccountId accountId,
      String token,
      DispatchState becomes,
      Instant now,
      Instant unknownUntil) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    update mce_dispatch
                    set state = :becomes, reason = 'LOST', lease_until = null, lease_token = null,
                      unknown_until = :unknownUntil, next_at = :now, state_at = :now
                    where organization_id = :organizationId and account_id = :accountId
                      and state = 'SENDING' and lease_until <= :now and lease_token <> :token
                    returning *
                    """)
                .bind("accountId", accountId)
                .bind("token", token)
                .bind("becomes", becomes.name())
                .bind("now", now)
                .bind("unknownUntil", unknownUntil)
                .map(StoredDispatch.MAPPER)
                .list());
  }

  /** Returns when the next dispatch of an account is due, or the lease of a lost one ends. */
  Optional<Instant> nextDue(OrganizationId organizationId, AccountId accountId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select min(next_at) as next_at from (
                      select * from (select q.next_at from mce_dispatch q
                        where q.organization_id = :organizationId and q.account_id = :accountId
                          and q.state = 'QUEUED' and q.priority = 0
                        order by q.next_at, q.id limit 1) first
                      union all
                      select * from (select q.next_at from mce_dispatch q
                        where q.organization_id = :organizationId and q.account_id = :accountId
                          and q.state = 'QUEUED' and q.priority = 1
                        order by q.next_at, q.id limit 1) second
                      union all
                      select * from (select q.next_at from mce_dispatch q
                        where q.organization_id = :organizationId and q.account_id = :accountId
                          and q.state = 'QUEUED' and q.priority = 2
                        order by q.next_at, q.id limit 1) third
                      union all
                      select s.lease_until as next_at from mce_dispatch s
                      where s.organization_id = :organizationId and s.account_id = :accountId
                        and s.state = 'SENDING') due
                    where next_at < :never
                    """)
                .bind("accountId", accountId)
                .bind("never", DispatchStore.NEVER)
                .map(Row.mapper(row -> row.optionalInstant("next_at")))
                .one());
  }
}
