package io.mce.scoring;

import io.mce.kernel.OrganizationId;
import io.mce.lead.LeadId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What leads did with us, counted. */
final class EngagementStore {

  private final Database database;

  @Inject
  EngagementStore(Database database) {
    this.database = database;
  }

  /** Adds to what is counted. */
  void add(OrganizationId organizationId, Map<LeadId, Engagement> more) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          var batch =
              transaction.batch(
                  """
                  insert into mce_lead_engagement (organization_id, counted_for, kind, lead_id,
                    times, last_at, quickest_millis, quickest_at)
                  values (:organizationId, :leadId, :kind, :leadId, :times, :lastAt, :quickest,
                    :quickestAt)
                  on conflict (organization_id, counted_for, kind) do update
                  set times = mce_lead_engagement.times + excluded.times,
                    last_at = case when excluded.last_at > mce_lead_engagement.last_at
                      then excluded.last_at else mce_lead_engagement.last_at end,
                    quickest_at = case
                      when mce_lead_engagement.quickest_millis is null
                        or excluded.quickest_millis < mce_lead_engagement.quickest_millis
                      then excluded.quickest_at else mce_lead_engagement.quickest_at end,
                    quickest_millis = case
                      when mce_lead_engagement.quickest_millis is null
                        or excluded.quickest_millis < mce_lead_engagement.quickest_millis
                      then excluded.quickest_millis
                      else mce_lead_engagement.quickest_millis end
                  """);
          more.forEach((leadId, engagement) ->
              engagement
                  .counts()
                  .forEach((kind, count) ->
                      batch
                          .bind("leadId", leadId)
                          .bind("kind", kind)
                          .bind("times", count.times())
                          .bind("lastAt", count.lastAt())
                          .bind(
                              "quickest",
                              count.quickest().map(each -> each.after().toMillis()).orElse(null))
                          .bind(
                              "quickestAt",
                              count.quickest().map(each -> each.at().toEpochMilli()).orElse(null))
                          .add()));
          batch.execute();
        });
  }

  /** Returns what these leads did; who did nothing is left out. */
  Map<LeadId, Engagement> of(OrganizationId organizationId, Collection<LeadId> leadIds) {
    Map<LeadId, Engagement> all = new HashMap<>();
    if (leadIds.isEmpty()) {
      return all;
    }
    database.read(
        organizationId,
        transaction -> {
          transaction
              .query(
                  """
                  select lead_id, kind, times, last_at, quickest_millis, quickest_at
                  from mce_lead_engagement
                  where organization_id = :organizationId and lead_id in (<leadIds>)
                  """)
              .bindList("leadIds", List.copyOf(leadIds))
              .map(
                  Row.mapper(row -> {
                    Optional<Instant> quickestAt = row.optionalInstant("quickest_at");
                    Engagement.Count count =
                        new Engagement.Count(
                            row.number("times"),
                            row.instant("last_at"),
                            quickestAt.map(at ->
                                new Engagement.Quickest(
                                    Duration.ofMillis(row.number("quickest_millis")), at)));
                    LeadId leadId = new LeadId(row.uuid("lead_id"));
                    all.put(
                        leadId,
                        all.getOrDefault(leadId, Engagement.NONE).plus(row.text("kind"), count));
                    return leadId;
                  }))
              .list();
          return all;
        });
    return all;
  }

  /** Makes what one lead did what another did; returns for whom it was counted. */
  List<String> give(OrganizationId organizationId, UUID from, UUID into) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    update mce_lead_engagement set lead_id = :into
                    where organization_id = :organizationId and lead_id = :from
                    returning counted_for
                    """)
                .bind("from", from)
                .bind("into", into)
                .map(Row.mapper(row -> row.text("counted_for")))
                .list()
                .stream()
                .distinct()
                .toList());
  }

  void giveBack(OrganizationId organizationId, List<String> countedFor, UUID from, UUID into) {
    if (countedFor.isEmpty()) {
      return;
    }
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_lead_engagement set lead_id = :from
                    where organization_id = :organizationId and lead_id = :into
                      and counted_for in (<countedFor>)
                    """)
                .bind("from", from)
                .bind("into", into)
                .bindList("countedFor", countedFor)
                .execute());
  }

  void remove(OrganizationId organizationId, LeadId leadId) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_lead_engagement
                    where organization_id = :organizationId and lead_id = :leadId
                    """)
                .bind("leadId", leadId)
                .execute());
  }
}
