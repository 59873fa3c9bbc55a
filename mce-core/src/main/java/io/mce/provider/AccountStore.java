package io.mce.provider;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.StorableText;
import io.mce.persistence.Transaction;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/** Rows of provider accounts and their keys in the directory. */
final class AccountStore {

  private static final RowMapper<StoredAccount> ACCOUNT =
      Row.mapper(row ->
          new StoredAccount(
              row.organizationId(),
              new AccountId(row.uuid("id")),
              row.text("provider"),
              row.text("name"),
              row.optionalText("channel"),
              row.text("settings_sealed"),
              row.constant("health", HealthState.class),
              row.optionalText("health_detail"),
              row.flag("enabled"),
              row.text("account_key"),
              row.instant("created_at"),
              row.number("version")));

  private static final RowMapper<AccountKey> KEY =
      Row.mapper(row ->
          new AccountKey(
              row.organizationId(),
              new AccountId(row.uuid("account_id")),
              row.number("version"),
              row.flag("enabled")));

  private final Database database;
  private final Clock clock;

  @Inject
  AccountStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Stores a new account and its key. */
  void insert(StoredAccount account) {
    database.runInOrganization(
        account.organizationId(),
        transaction -> {
          insertRow(transaction, account);
          insertKey(transaction, account);
        });
  }

  private static void insertRow(Transaction transaction, StoredAccount account) {
    transaction
        .update(
            """
            insert into mce_provider_account (organization_id, id, provider, name, channel,
              settings_sealed, health, health_detail, enabled, created_at, updated_at, version)
            values (:organizationId, :id, :provider, :name, :channel,
              :settings, :health, :healthDetail, :enabled, :createdAt, :createdAt, :version)
            """)
        .bind("id", account.id())
        .bind("provider", account.provider())
        .bind("name", account.name())
        .bind("channel", account.channel().orElse(null))
        .bind("settings", account.settings())
        .bind("health", account.health().name())
        .bind("healthDetail", account.healthDetail().orElse(null))
        .bind("enabled", account.enabled())
        .bind("createdAt", account.createdAt())
        .bind("version", account.version())
        .execute();
  }

  private static void insertKey(Transaction transaction, StoredAccount account) {
    transaction
        .update(
            """
            insert into mce_account_key (account_key, organization_id, account_id, version, enabled)
            values (:key, :organizationId, :id, :version, :enabled)
            """)
        .bind("key", account.webhookKey())
        .bind("id", account.id())
        .bind("version", account.version())
        .bind("enabled", account.enabled())
        .execute();
  }

  /** Writes what a person can change; false when the row no longer has the expected version. */
  boolean update(StoredAccount before, StoredAccount account, long expectedVersion) {
    return database.inOrganization(
        account.organizationId(),
        transaction ->
            updateRow(transaction, before, account, expectedVersion)
                && updateKey(transaction, account));
  }

  // Settings that stay are not written: they may have been sealed anew since they were read.
  private boolean updateRow(
      Transaction transaction, StoredAccount before, StoredAccount account, long expectedVersion) {
    boolean same = account.settings().equals(before.settings());
    return transaction
            .update(
                """
                update mce_provider_account
                set name = :name, channel = :channel,
                  settings_sealed = coalesce(:settings, settings_sealed),
                  enabled = :enabled, updated_at = :now, version = :version
                where organization_id = :organizationId and id = :id
                  and version = :expectedVersion
                """)
            .bind("id", account.id())
            .bind("name", account.name())
            .bind("channel", account.channel().orElse(null))
            .bind("settings", same ? null : account.settings())
            .bind("enabled", account.enabled())
            .bind("now", clock.instant())
            .bind("version", account.version())
            .bind("expectedVersion", expectedVersion)
            .execute()
        == 1;
  }

  private static boolean updateKey(Transaction transaction, StoredAccount account) {
    return transaction
            .update(
                """
                update mce_account_key set version = :version, enabled = :enabled
                where organization_id = :organizationId and account_id = :id
                """)
            .bind("id", account.id())
            .bind("version", account.version())
            .bind("enabled", account.enabled())
            .execute()
        == 1;
  }

  /** Writes the health; false when it is that already. The version stays: no person changed it. */
  boolean updateHealth(
      OrganizationId organizationId, AccountId id, HealthState health, Optional<String> detail) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_provider_account
                        set health = :health, health_detail = :detail, updated_at = :now
                        where organization_id = :organizationId and id = :id
                          and (health <> :health or coalesce(health_detail, '') <> :detailText)
                        """)
                    .bind("id", id)
                    .bind("health", health.name())
                    .bind("detail", detail.orElse(null))
                    .bind("detailText", detail.orElse(""))
                    .bind("now", clock.instant())
                    .execute()
                == 1);
  }

  /** Returns since when an account is stored as down, if it is. */
  Optional<Instant> downSince(OrganizationId organizationId, AccountId id) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select updated_at from mce_provider_account
                    where organization_id = :organizationId and id = :id and health = 'DOWN'
                    """)
                .bind("id", id)
                .map(Row.mapper(row -> row.instant("updated_at")))
                .findOne());
  }

  /** Notes when the carrier last reported about a message; other nodes want to know, too. */
  void heard(OrganizationId organizationId, AccountId id, Instant at) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_provider_account set heard_at = :at
                    where organization_id = :organizationId and id = :id
                      and coalesce(heard_at, 0) < :at
                    """)
                .bind("id", id)
                .bind("at", at)
                .execute());
  }

  /** Returns when the carrier last reported about a message to any node, by about a minute. */
  Optional<Instant> lastHeard(OrganizationId organizationId, AccountId id) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select heard_at from mce_provider_account
                    where organization_id = :organizationId and id = :id and heard_at is not null
                    """)
                .bind("id", id)
                .map(Row.mapper(row -> row.instant("heard_at")))
                .findOne());
  }

  Optional<StoredAccount> find(OrganizationId organizationId, AccountId id) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select a.*, k.account_key from mce_provider_account a
                    join mce_account_key k
                      on k.organization_id = :organizationId and k.account_id = a.id
                    where a.organization_id = :organizationId and a.id = :id
                    """)
                .bind("id", id)
                .map(ACCOUNT)
                .findOne());
  }

  /** Returns all accounts, oldest first. */
  List<StoredAccount> list(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select a.*, k.account_key from mce_provider_account a
                    join mce_account_key k
                      on k.organization_id = :organizationId and k.account_id = a.id
                    where a.organization_id = :organizationId
                    order by a.created_at, a.id
                    """)
                .map(ACCOUNT)
                .list());
  }

  /** Finds the account behind a key of the directory. */
  Optional<AccountKey> findByKey(String accountKey) {
    if (!StorableText.isStorable(accountKey)) {
      return Optional.empty();
    }
    return database.readDirectory(transaction ->
        transaction
            .query("select * from mce_account_key where account_key = :key")
            .bind("key", accountKey)
            .map(KEY)
            .findOne());
  }

  /** Returns the accounts of all organizations. */
  List<AccountKey> keys() {
    return database.readDirectory(transaction ->
        transaction
            .query(
                """
                select organization_id, account_id, version, enabled from mce_account_key
                """)
            .map(KEY)
            .list());
  }
}
