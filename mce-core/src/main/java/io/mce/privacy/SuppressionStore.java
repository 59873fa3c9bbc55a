package io.mce.privacy;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;

/** Rows of suppressions. */
final class SuppressionStore {

  private static final RowMapper<Suppression> SUPPRESSION =
      Row.mapper(row ->
          new Suppression(
              row.text("channel"),
              row.text("match_key"),
              row.text("reason"),
              row.text("source"),
              row.instant("created_at")));

  static final String NEWEST =
      """
      select * from mce_suppression
      where organization_id = :organizationId
        and (created_at, channel, match_key) < (:createdAt, :channel, :matchKey)
      order by created_at desc, channel desc, match_key desc limit :limit
      """;

  /** Where a list of suppressions goes on. */
  record Position(long createdAt, String channel, String matchKey) {}

  private final Database database;

  @Inject
  SuppressionStore(Database database) {
    this.database = database;
  }

  /**
   * Stores a suppression; false when it is there already. Where one came in between that is not the
   * person's own wish, and this is, this takes its place.
   */
  private boolean insert(
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
                        on conflict (organization_id, channel, match_key) do update
                        set reason = excluded.reason, source = excluded.source
                        where excluded.reason in (<ownWishes>)
                          and mce_suppression.reason not in (<ownWishes>)
                        """)
                    .bind("channel", channel)
                    .bind("matchKey", matchKey)
                    .bind("reason", reason)
                    .bind("source", source)
                    .bind("createdAt", createdAt)
                    .bindList("ownWishes", List.copyOf(Suppressions.OWN_WISHES))
                    .execute()
                == 1);
  }

  /**
   * Gives what others set the reason and the source of the person's own wish; since when it holds
   * stays. False when there is none, or it is the person's own wish already.
   */
  boolean strengthen(
      OrganizationId organizationId,
      String channel,
      String matchKey,
      String ownWish,
      String source) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_suppression set reason = :reason, source = :source
                        where organization_id = :organizationId and channel = :channel
                          and match_key = :matchKey and reason not in (<ownWishes>)
                        """)
                    .bind("channel", channel)
                    .bind("matchKey", matchKey)
                    .bind("reason", ownWish)
                    .bind("source", source)
                    .bindList("ownWishes", List.copyOf(Suppressions.OWN_WISHES))
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
                    select * from mce_suppression
                    where organization_id = :organizationId and match_key in (<matchKeys>)
                    order by created_at, channel
                    """)
                .bindList("matchKeys", List.copyOf(matchKeys))
                .map(SUPPRESSION)
                .list());
  }

  /** Returns what was stored before a position, the newest first. */
  List<Suppression> newest(OrganizationId organizationId, Position before, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(NEWEST)
                .bind("createdAt", before.createdAt())
                .bind("channel", before.channel())
                .bind("matchKey", before.matchKey())
                .bind("limit", limit)
                .map(SUPPRESSION)
                .list());
  }

  /** Stores the same suppression of many recipients; returns those who had none. */
  Set<String> insertAll(
      OrganizationId organizationId,
      String channel,
      List<String> matchKeys,
      String reason,
      String source,
      Instant createdAt) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          Set<String> added = new HashSet<>();
          for (String matchKey : matchKeys) {
            if (insert(organizationId, channel, matchKey, reason, source, createdAt)) {
              added.add(matchKey);
            }
          }
          return added;
        });
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
