package io.mce.privacy;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Rows of suppressions. */
final class SuppressionStore {

  private final Database database;

  @Inject
  SuppressionStore(Database database) {
    this.database = database;
  }

  /** Stores a suppression; false when it is there already. */
  boolean insert(
      OrganizationId organizationId,
      String channel,
      String matchKey,
      String reason,
      String source,
      Instant createdAt) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        insert into mce_suppression (organization_id, channel, match_key, reason,
                          source, created_at)
                        values (:organizationId, :channel, :matchKey, :reason, :source, :createdAt)
                        on conflict (organization_id, channel, match_key) do nothing
                        """)
                    .bind("channel", channel)
                    .bind("matchKey", matchKey)
                    .bind("reason", reason)
                    .bind("source", source)
                    .bind("createdAt", createdAt)
                    .execute()
                == 1);
  }

  /** Removes a suppression; false when there is none. */
  boolean delete(OrganizationId organizationId, String channel, String matchKey) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        delete from mce_suppression
                        where organization_id = :organizationId and channel = :channel
                          and match_key = :matchKey
                        """)
                    .bind("channel", channel)
                    .bind("matchKey", matchKey)
                    .execute()
                == 1);
  }

  /** Returns what is stored for these keys, oldest first. */
  List<Suppression> of(OrganizationId organizationId, Collection<String> matchKeys) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select channel, match_key, reason, created_at from mce_suppression
                    where organization_id = :organizationId and match_key in (<matchKeys>)
                    order by created_at, channel
                    """)
                .bindList("matchKeys", List.copyOf(matchKeys))
                .map(
                    Row.mapper(row ->
                        new Suppression(
                            row.text("channel"),
                            row.text("match_key"),
                            row.text("reason"),
                            row.instant("created_at"))))
                .list());
  }

  /** Returns those of the keys that are suppressed on the channel or on all. */
  Set<String> suppressedAmong(
      OrganizationId organizationId, String channel, Collection<String> matchKeys) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select distinct match_key from mce_suppression
                    where organization_id = :organizationId
                      and channel in (:channel, '*')
                      and match_key in (<matchKeys>)
                    """)
                .bind("channel", channel)
                .bindList("matchKeys", List.copyOf(matchKeys))
                .mapTo(String.class)
                .set());
  }
}
