package io.mce.channel;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Instant;

/** The rules of organizations; who chose none has none. */
final class SendingLimitStore {

  private final Database database;

  @Inject
  SendingLimitStore(Database database) {
    this.database = database;
  }

  SendingLimits.Chosen find(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select rules, version from mce_sending_limit
                    where organization_id = :organizationId
                    """)
                .map(
                    Row.mapper(row ->
                        new SendingLimits.Chosen(
                            Json.read(row.text("rules"), SendingRules.class),
                            row.number("version"))))
                .findOne()
                .orElse(new SendingLimits.Chosen(SendingRules.NONE, 0)));
  }

  /** Stores rules; false when someone else changed them since this version. */
  boolean save(OrganizationId organizationId, SendingRules rules, long expected, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        expected == 0
                            ? """
                            insert into mce_sending_limit
                              (organization_id, rules, changed_at, version)
                            values (:organizationId, :rules, :now, 1)
                            on conflict (organization_id) do nothing
                            """
                            : """
                            update mce_sending_limit
                            set rules = :rules, changed_at = :now, version = version + 1
                            where organization_id = :organizationId and version = :expected
                            """)
                    .bind("rules", Json.write(rules))
                    .bind("now", now)
                    .bind("expected", expected)
                    .execute()
                == 1);
  }
}
