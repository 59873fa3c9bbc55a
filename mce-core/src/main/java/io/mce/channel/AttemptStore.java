package io.mce.channel;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import io.mce.provider.AccountId;
import io.mce.spi.Cost;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;

/** Rows of attempts: each time a dispatch was handed to a carrier, or was about to be. */
final class AttemptStore {

  /** An attempt of a dispatch, as receipts find it. */
  record Attempt(
      DispatchId dispatchId,
      int number,
      AccountId account,
      Optional<String> remoteId,
      Instant startedAt) {}

  private static final RowMapper<Attempt> ATTEMPT =
      Row.mapper(row ->
          new Attempt(
              new DispatchId(row.uuid("dispatch_id")),
              row.integer("number"),
              new AccountId(row.uuid("account_id")),
              row.optionalText("remote_id"),
              row.instant("started_at")));

  private final Database database;

  @Inject
  AttemptStore(Database database) {
    this.database = database;
  }

  /** Writes down that each of these is about to be sent. */
  void begin(OrganizationId organizationId, List<StoredDispatch> claimed) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  insert into mce_dispatch_attempt (organization_id, dispatch_id, number,
                    account_id, state, started_at)
                  values (:organizationId, :dispatchId, :number, :accountId, 'BEGUN', :startedAt)
                  """);
          for (StoredDispatch dispatch : claimed) {
            batch
                .bind("dispatchId", dispatch.id())
                .bind("number", dispatch.attempts())
                .bind("accountId", dispatch.account())
                .bind("startedAt", dispatch.stateAt())
                .add();
          }
          batch.execute();
        });
  }

  /** Writes down how attempts ended. What an earlier receipt said or proved of one is kept. */
  void finish(OrganizationId organizationId, List<Finished> finished, Instant now) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  update mce_dispatch_attempt
                  set state = case when state = 'ACCEPTED' then state else :state end,
                    remote_id = coalesce(:remoteId, remote_id),
                    error_kind = :errorKind, error_code = :errorCode,
                    cost_amount = coalesce(:costAmount, cost_amount),
                    cost_currency = coalesce(:costCurrency, cost_currency), finished_at = :now
                  where organization_id = :organizationId and dispatch_id = :dispatchId
                    and number = :number
                  """);
          for (Finished each : finished) {
            bind(batch, each.outcome())
                .bind("dispatchId", each.dispatch().id())
                .bind("number", each.dispatch().attempts())
                .bind("now", now)
                .add();
          }
          batch.execute();
        });
  }

  private static Transaction.Batch bind(Transaction.Batch batch, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Taken taken ->
          batch
              .bind("state", AttemptState.ACCEPTED.name())
              .bind("remoteId", taken.remoteId())
              .bind("errorKind", null)
              .bind("errorCode", null)
              .bind(
                  "costAmount",
                  taken.cost().map(cost -> cost.amount().toPlainString()).orElse(null))
              .bind(
                  "costCurrency",
                  taken.cost().map(cost -> cost.currency().getCurrencyCode()).orElse(null));
      case Outcome.Failed failed ->
          batch
              .bind(
                  "state",
                  failed.kind().remedy() == io.mce.spi.Remedy.RECONCILE
                      ? AttemptState.UNKNOWN.name()
                      : AttemptState.NOT_ACCEPTED.name())
              .bind("remoteId", null)
              .bind("errorKind", failed.kind().name())
              .bind("errorCode", failed.code().orElse(null))
              .bind("costAmount", null)
              .bind("costCurrency", null);
    };
  }

  /** Writes down what became known about an attempt later, by a receipt or by asking. */
  void learn(OrganizationId organizationId, Attempt attempt, String remoteId, Optional<Cost> cost) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_dispatch_attempt
                    set state = 'ACCEPTED', remote_id = coalesce(remote_id, :remoteId),
                      cost_amount = coalesce(:costAmount, cost_amount),
                      cost_currency = coalesce(:costCurrency, cost_currency)
                    where organization_id = :organizationId and dispatch_id = :dispatchId
                      and number = :number
                    """)
                .bind("dispatchId", attempt.dispatchId())
                .bind("number", attempt.number())
                .bind("remoteId", remoteId)
                .bind("costAmount", cost.map(each -> each.amount().toPlainString()).orElse(null))
                .bind(
                    "costCurrency",
                    cost.map(each -> each.currency().getCurrencyCode()).orElse(null))
                .execute());
  }

  /** Writes down that the worker of these attempts was lost. */
  void lose(OrganizationId organizationId, List<StoredDispatch> abandoned) {
    end(organizationId, abandoned, AttemptState.UNKNOWN);
  }

  /** Writes down that the carrier does not have a message. */
  void refute(OrganizationId organizationId, StoredDispatch dispatch) {
    end(organizationId, List.of(dispatch), AttemptState.NOT_ACCEPTED);
  }

  private void end(
      OrganizationId organizationId, List<StoredDispatch> dispatches, AttemptState end) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  update mce_dispatch_attempt set state = :state
                  where organization_id = :organizationId and dispatch_id = :dispatchId
                    and number = :number
                  """);
          for (StoredDispatch dispatch : dispatches) {
            batch
                .bind("state", end.name())
                .bind("dispatchId", dispatch.id())
                .bind("number", dispatch.attempts())
                .add();
          }
          batch.execute();
        });
  }

  /** Finds the newest attempt that a carrier knows by this id. */
  Optional<Attempt> findByRemoteId(
      OrganizationId organizationId, AccountId accountId, String remoteId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_dispatch_attempt
                    where organization_id = :organizationId and account_id = :accountId
                      and remote_id = :remoteId
                    order by started_at desc, number desc limit 1
                    """)
                .bind("accountId", accountId)
                .bind("remoteId", remoteId)
                .map(ATTEMPT)
                .findOne());
  }

  /** Finds the newest attempt of a dispatch by this account. */
  Optional<Attempt> findNewest(
      OrganizationId organizationId, DispatchId dispatchId, AccountId accountId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_dispatch_attempt
                    where organization_id = :organizationId and dispatch_id = :dispatchId
                      and account_id = :accountId
                    order by number desc limit 1
                    """)
                .bind("dispatchId", dispatchId)
                .bind("accountId", accountId)
                .map(ATTEMPT)
                .findOne());
  }

  /** Returns which accounts each of these was tried by; what was not tried is left out. */
  Map<DispatchId, Set<AccountId>> accountsOf(
      OrganizationId organizationId, Collection<DispatchId> dispatchIds) {
    Map<DispatchId, Set<AccountId>> accounts = new HashMap<>();
    if (dispatchIds.isEmpty()) {
      return accounts;
    }
    database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select distinct dispatch_id, account_id from mce_dispatch_attempt
                    where organization_id = :organizationId and dispatch_id in (<ids>)
                    """)
                .bindList("ids", List.copyOf(dispatchIds))
                .map(
                    Row.mapper(row ->
                        accounts
                            .computeIfAbsent(
                                new DispatchId(row.uuid("dispatch_id")), id -> new HashSet<>())
                            .add(new AccountId(row.uuid("account_id")))))
                .list());
    return accounts;
  }
}
