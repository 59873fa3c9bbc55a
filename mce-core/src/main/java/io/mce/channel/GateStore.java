package io.mce.channel;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import io.mce.provider.AccountId;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Rows of gates, and what they do to queued dispatches. */
final class GateStore {

  /** A gate that cancels. */
  record Closed(Set<Purpose> purposes, String reason) {}

  private final Database database;

  @Inject
  GateStore(Database database) {
    this.database = database;
  }

  /** Closes a gate, replacing what it was before. */
  void close(
      OrganizationId organizationId,
      UUID gate,
      Set<Purpose> purposes,
      boolean cancels,
      String reason,
      Instant now) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          remove(organizationId, gate);
          Transaction.Batch batch =
              transaction.batch(
                  """
                  insert into mce_send_gate (organization_id, gate, purpose, cancels, reason, since)
                  values (:organizationId, :gate, :purpose, :cancels, :reason, :now)
                  on conflict (organization_id, gate, purpose) do update
                  set cancels = excluded.cancels, reason = excluded.reason, since = excluded.since
                  """);
          for (Purpose purpose : purposes) {
            batch
                .bind("gate", gate)
                .bind("purpose", purpose.name())
                .bind("cancels", cancels)
                .bind("reason", reason)
                .bind("now", now)
                .add();
          }
          batch.execute();
        });
  }

  void remove(OrganizationId organizationId, UUID gate) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_send_gate
                    where organization_id = :organizationId and gate = :gate
                    """)
                .bind("gate", gate)
                .execute());
  }

  /** Returns what a gate cancels now, if it does. */
  Optional<Closed> cancelling(OrganizationId organizationId, UUID gate) {
    Map<Purpose, String> reasons = new EnumMap<>(Purpose.class);
    database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select purpose, reason from mce_send_gate
                    where organization_id = :organizationId and gate = :gate and cancels = true
                    """)
                .bind("gate", gate)
                .map(
                    Row.mapper(row ->
                        reasons.put(row.constant("purpose", Purpose.class), row.text("reason"))))
                .list());
    return reasons.values().stream()
        .findFirst()
        .map(reason -> new Closed(Set.copyOf(reasons.keySet()), reason));
  }

  /**
   * Cancels what is queued for a campaign or lead, up to a limit; returns what was. What the
   * carrier may have is not cancelled by that, but of unknown outcome.
   */
  List<StoredDispatch> cancelQueued(
      OrganizationId organizationId,
      UUID gate,
      Set<Purpose> purposes,
      String reason,
      Instant now,
      int limit) {
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
                    where organization_id = :organizationId and state = 'QUEUED' and id in (
                      select id from (
                        select l.id from mce_dispatch l
                        where l.organization_id = :organizationId and l.lead_id = :gate
                          and l.state in ('QUEUED', 'SENDING', 'UNKNOWN') and l.state = 'QUEUED'
                          and l.purpose in (<purposes>)
                        union all
                        select c.id from mce_dispatch c
                        where c.organization_id = :organizationId and c.campaign_id = :gate
                          and c.state = 'QUEUED' and c.purpose in (<purposes>)) queued
                      limit :limit)
                    returning *
                    """)
                .bindList("purposes", purposes.stream().map(Enum::name).sorted().toList())
                .bind("gate", gate)
                .bind("reason", reason)
                .bind("now", now)
                .bind("never", DispatchStore.NEVER)
                .bind("limit", limit)
                .map(StoredDispatch.MAPPER)
                .list());
  }

  /** Cancels what was queued until a moment, up to a limit, like {@link #cancelQueued}. */
  List<StoredDispatch> cancelAllQueued(
      OrganizationId organizationId, Instant before, String reason, Instant now, int limit) {
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
                    where organization_id = :organizationId and state = 'QUEUED' and id in (
                      select q.id from mce_dispatch q
                      where q.organization_id = :organizationId and q.state = 'QUEUED'
                        and q.created_at <= :before
                      limit :limit)
                    returning *
                    """)
                .bind("before", before)
                .bind("reason", reason)
                .bind("now", now)
                .bind("never", DispatchStore.NEVER)
                .bind("limit", limit)
                .map(StoredDispatch.MAPPER)
                .list());
  }

  /**
   * Puts back what a gate held and no longer stops, up to a limit; returns the accounts that may
   * send it.
   */
  List<AccountId> unhold(OrganizationId organizationId, UUID gate, int limit) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    update mce_dispatch set held_by = null, next_at = due_at
                    where organization_id = :organizationId and state = 'QUEUED' and id in (
                      select h.id from mce_dispatch h
                      where h.organization_id = :organizationId and h.held_by = :gate
                        and not exists (select 1 from mce_send_gate g
                          where g.organization_id = :organizationId and g.gate = :gate
                            and g.purpose = h.purpose)
                      order by h.id limit :limit)
                    returning account_id
                    """)
                .bind("gate", gate)
                .bind("limit", limit)
                .map(Row.mapper(row -> new AccountId(row.uuid("account_id"))))
                .list());
  }
}
