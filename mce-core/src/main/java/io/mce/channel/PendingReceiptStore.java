package io.mce.channel;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.provider.AccountId;
import io.mce.spi.ProviderErrorDetail;
import io.mce.spi.ReceiptStatus;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Receipts that came before the answer that tells which message they are about. */
final class PendingReceiptStore {

  private final Database database;

  @Inject
  PendingReceiptStore(Database database) {
    this.database = database;
  }

  void insert(OrganizationId organizationId, AccountId accountId, PendingReceipt receipt) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    insert into mce_pending_receipt (organization_id, account_id, remote_id, status,
                      error_kind, error_code, detail, at)
                    values (:organizationId, :accountId, :remoteId, :status,
                      :errorKind, :errorCode, :detail, :at)
                    on conflict (organization_id, account_id, remote_id, status) do nothing
                    """)
                .bind("accountId", accountId)
                .bind("remoteId", receipt.remoteId())
                .bind("status", receipt.status().name())
                .bind("errorKind", receipt.error().map(e -> e.kind().name()).orElse(null))
                .bind(
                    "errorCode",
                    receipt.error().flatMap(ProviderErrorDetail::remoteCode).orElse(null))
                .bind("detail", receipt.error().map(ProviderErrorDetail::message).orElse(null))
                .bind("at", receipt.at())
                .execute());
  }

  /** Removes and returns what waits for these remote ids. */
  List<PendingReceipt> take(
      OrganizationId organizationId, AccountId accountId, Collection<String> remoteIds) {
    if (remoteIds.isEmpty()) {
      return List.of();
    }
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    delete from mce_pending_receipt
                    where organization_id = :organizationId and account_id = :accountId
                      and remote_id in (<remoteIds>)
                    returning remote_id, status, error_kind, error_code, detail, at
                    """)
                .bindList("remoteIds", List.copyOf(remoteIds))
                .bind("accountId", accountId)
                .map(
                    Row.mapper(row ->
                        new PendingReceipt(
                            row.text("remote_id"),
                            row.constant("status", ReceiptStatus.class),
                            PendingReceipt.error(
                                row.optionalText("error_kind"),
                                row.optionalText("error_code"),
                                row.optionalText("detail")),
                            row.instant("at"))))
                .list());
  }

  /** Forgets receipts that no answer will ask for any more; returns how many. */
  int removeBefore(OrganizationId organizationId, AccountId accountId, Instant before) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_pending_receipt
                    where organization_id = :organizationId and account_id = :accountId
                      and at < :before
                    """)
                .bind("accountId", accountId)
                .bind("before", before)
                .execute());
  }

  Optional<Instant> oldest(OrganizationId organizationId, AccountId accountId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select min(at) as at from mce_pending_receipt
                    where organization_id = :organizationId and account_id = :accountId
                    """)
                .bind("accountId", accountId)
                .map(Row.mapper(row -> row.optionalInstant("at")))
                .one());
  }
}
