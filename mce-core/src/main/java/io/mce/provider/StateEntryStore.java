package io.mce.provider;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.secret.SealedColumn;
import io.mce.secret.SealedValue;
import io.mce.secret.SecretBox;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Rows of what plugins keep about an account; values sealed for their account and key. */
final class StateEntryStore {

  static final SealedColumn COLUMN =
      new SealedColumn(
          "mce_provider_state",
          "value_sealed",
          List.of("account_id", "state_key"),
          row -> context(new AccountId(row.uuid("account_id")), row.text("state_key")));

  private final Database database;
  private final SecretBox secrets;
  private final Clock clock;

  @Inject
  StateEntryStore(Database database, SecretBox secrets, Clock clock) {
    this.database = database;
    this.secrets = secrets;
    this.clock = clock;
  }

  Optional<String> get(OrganizationId organizationId, AccountId accountId, String key) {
    return database
        .read(
            organizationId,
            transaction ->
                transaction
                    .query(
                        """
                        select value_sealed from mce_provider_state
                        where organization_id = :organizationId and account_id = :accountId
                          and state_key = :key
                        """)
                    .bind("accountId", accountId)
                    .bind("key", key)
                    .map(Row.mapper(row -> row.text("value_sealed")))
                    .findOne())
        .map(sealed -> open(organizationId, accountId, key, sealed));
  }

  /** Returns the entries whose key begins with a prefix, by key. */
  Map<String, String> entries(OrganizationId organizationId, AccountId accountId, String prefix) {
    Map<String, String> sealed = new TreeMap<>();
    database.read(
        organizationId,
        transaction -> {
          transaction
              .query(
                  """
                  select state_key, value_sealed from mce_provider_state
                  where organization_id = :organizationId and account_id = :accountId
                    and substr(state_key, 1, :length) = :prefix
                  """)
              .bind("accountId", accountId)
              .bind("length", prefix.codePointCount(0, prefix.length()))
              .bind("prefix", prefix)
              .map(
                  Row.mapper(
                      row -> sealed.put(row.text("state_key"), row.text("value_sealed")) == null))
              .list();
          return true;
        });
    sealed.replaceAll((key, value) -> open(organizationId, accountId, key, value));
    return sealed;
  }

  void put(OrganizationId organizationId, AccountId accountId, String key, String value) {
    String sealed = secrets.seal(organizationId, context(accountId, key), value).text();
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    insert into mce_provider_state (organization_id, account_id, state_key,
                      value_sealed, updated_at)
                    values (:organizationId, :accountId, :key, :value, :now)
                    on conflict (organization_id, account_id, state_key) do update
                    set value_sealed = excluded.value_sealed, updated_at = excluded.updated_at
                    """)
                .bind("accountId", accountId)
                .bind("key", key)
                .bind("value", sealed)
                .bind("now", clock.instant())
                .execute());
  }

  void remove(OrganizationId organizationId, AccountId accountId, String key) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_provider_state
                    where organization_id = :organizationId and account_id = :accountId
                      and state_key = :key
                    """)
                .bind("accountId", accountId)
                .bind("key", key)
                .execute());
  }

  private String open(
      OrganizationId organizationId, AccountId accountId, String key, String sealed) {
    return secrets.openText(organizationId, context(accountId, key), new SealedValue(sealed));
  }

  private static String context(AccountId accountId, String key) {
    return "provider-state:" + accountId + ":" + key;
  }
}
