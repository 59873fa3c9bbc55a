package io.mce.provider;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Json;
import io.mce.secret.SealedColumn;
import io.mce.secret.SealedValue;
import io.mce.secret.SecretBox;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Seals what was entered for an account: it opens for that account of that organization only. */
final class AccountSettings {

  static final SealedColumn COLUMN =
      new SealedColumn(
          "mce_provider_account",
          "settings_sealed",
          List.of("id"),
          row -> context(new AccountId(row.uuid("id"))));

  private static final TypeReference<LinkedHashMap<String, String>> TEXTS =
      new TypeReference<>() {};

  private final SecretBox secrets;

  @Inject
  AccountSettings(SecretBox secrets) {
    this.secrets = secrets;
  }

  String seal(OrganizationId organizationId, AccountId id, Map<String, String> values) {
    return secrets.seal(organizationId, context(id), Json.write(values)).text();
  }

  /** Opens the settings of an account; SEALED when they are not this account's. */
  Map<String, String> open(StoredAccount account) {
    String json =
        secrets.openText(
            account.organizationId(), context(account.id()), new SealedValue(account.settings()));
    return Json.read(json, TEXTS);
  }

  private static String context(AccountId id) {
    return "provider-account:" + id;
  }
}
