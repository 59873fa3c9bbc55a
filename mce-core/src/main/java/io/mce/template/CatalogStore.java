package io.mce.template;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.provider.AccountId;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/** Rows that say when the templates of an account were read, and how that went. */
final class CatalogStore {

  /**
   * How far it is with an account.
   *
   * @param failures looks that failed in a row
   */
  record Catalog(
      Optional<Instant> syncedAt, boolean submits, int failures, Optional<String> problem) {

    /** One that nobody has looked at. */
    static final Catalog NEW = new Catalog(Optional.empty(), false, 0, Optional.empty());
  }

  private final Database database;

  @Inject
  CatalogStore(Database database) {
    this.database = database;
  }

  Catalog get(OrganizationId organizationId, AccountId account) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_template_catalog
                    where organization_id = :organizationId and account_id = :accountId
                    """)
                .bind("accountId", account)
                .map(
                    Row.mapper(row ->
                        new Catalog(
                            row.optionalInstant("synced_at"),
                            row.flag("submits"),
                            row.integer("failures"),
                            row.optionalText("problem"))))
                .findOne()
                .orElse(Catalog.NEW));
  }

  /** Notes that an account has this version; false when that was known. */
  boolean meet(OrganizationId organizationId, AccountId account, long version) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        insert into mce_template_catalog
                          (organization_id, account_id, account_version, submits, failures)
                        values (:organizationId, :accountId, :version, :no, 0)
                        on conflict (organization_id, account_id) do update
                        set account_version = excluded.account_version, failures = 0
                        where mce_template_catalog.account_version <> excluded.account_version
                        """)
                    .bind("accountId", account)
                    .bind("version", version)
                    .bind("no", false)
                    .execute()
                == 1);
  }

  /** Notes a look that worked; false when a later one was stored already. */
  boolean synced(
      OrganizationId organizationId, AccountId account, boolean submits, Instant askedAt) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_template_catalog
                        set synced_at = :at, submits = :submits, failures = 0, problem = null
                        where organization_id = :organizationId and account_id = :accountId
                          and coalesce(synced_at, 0) <= :at
                        """)
                    .bind("accountId", account)
                    .bind("submits", submits)
                    .bind("at", askedAt)
                    .execute()
                == 1);
  }

  void failed(OrganizationId organizationId, AccountId account, String problem) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_template_catalog
                    set failures = failures + 1, problem = :problem
                    where organization_id = :organizationId and account_id = :accountId
                    """)
                .bind("accountId", account)
                .bind("problem", problem)
                .execute());
  }
}
