package io.mce.segment;

import io.mce.kernel.OrganizationId;
import io.mce.lead.LeadId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Who wrote to whom how often, by the hour. */
final class ActivityStore {

  /** The hour of what is so old that it is not known any more when it was. */
  static final long LONG_AGO = 0;

  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** How often something happened to a lead in an hour. */
  record Hour(LeadId leadId, ActivityKind kind, long hour) {

    /** Returns the hour a moment is in. */
    static long number(Instant at) {
      return Math.floorDiv(at.toEpochMilli(), HOUR);
    }
  }

  private final Database database;

  @Inject
  ActivityStore(Database database) {
    this.database = database;
  }

  /** Adds to the counts; less than nothing takes away, and what is at zero goes. */
  void add(Transaction transaction, Map<Hour, Long> times) {
    if (times.isEmpty()) {
      return;
    }
    Transaction.Batch batch =
        transaction.batch(
            """
            insert into mce_lead_activity (organization_id, lead_id, kind, at_hour, times)
            values (:organizationId, :leadId, :kind, :hour, :times)
            on conflict (organization_id, lead_id, kind, at_hour) do update
            set times = mce_lead_activity.times + excluded.times
            """);
    times.forEach((hour, count) ->
        batch
            .bind("leadId", hour.leadId())
            .bind("kind", hour.kind().name())
            .bind("hour", hour.hour())
            .bind("times", count)
            .add());
    batch.execute();
    if (times.values().stream().anyMatch(count -> count < 0)) {
      transaction
          .update(
              """
              delete from mce_lead_activity
              where organization_id = :organizationId and lead_id in (<leads>) and times <= 0
              """)
          .bindList("leads", times.keySet().stream().map(Hour::leadId).distinct().toList())
          .execute();
    }
  }

  /** Returns the leads that are there, each with the one it went into, if it went into one. */
  Map<LeadId, Optional<LeadId>> existing(Transaction transaction, Collection<LeadId> leadIds) {
    if (leadIds.isEmpty()) {
      return Map.of();
    }
    return transaction
        .query(
            """
            select id, merged_into from mce_lead
            where organization_id = :organizationId and id in (<ids>) and erased_at is null
            """)
        .bindList("ids", List.copyOf(leadIds))
        .map(
            Row.mapper(row ->
                Map.entry(
                    new LeadId(row.uuid("id")), row.optionalUuid("merged_into").map(LeadId::new))))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  Map<Hour, Long> of(OrganizationId organizationId, LeadId leadId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select kind, at_hour, times from mce_lead_activity
                    where organization_id = :organizationId and lead_id = :leadId
                    """)
                .bind("leadId", leadId)
                .map(
                    Row.mapper(row ->
                        Map.entry(
                            new Hour(
                                leadId,
                                row.constant("kind", ActivityKind.class),
                                row.number("at_hour")),
                            row.number("times"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  void erase(OrganizationId organizationId, UUID person) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_lead_activity
                    where organization_id = :organizationId and lead_id = :person
                    """)
                .bind("person", person)
                .execute());
  }

  /** Forgets when what is old was, not that it was; returns how many hours went. */
  int fold(OrganizationId organizationId, long before, int limit) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          Map<Hour, Long> old =
              transaction
                  .query(
                      """
                      delete from mce_lead_activity
                      where organization_id = :organizationId and (lead_id, kind, at_hour) in (
                        select o.lead_id, o.kind, o.at_hour from mce_lead_activity o
                        where o.organization_id = :organizationId and o.kind in ('RECEIVED', 'SENT')
                          and o.at_hour > 0 and o.at_hour < :before
                        limit :limit)
                      returning lead_id, kind, at_hour, times
                      """)
                  .bind("before", before)
                  .bind("limit", limit)
                  .map(
                      Row.mapper(row ->
                          Map.entry(
                              new Hour(
                                  new LeadId(row.uuid("lead_id")),
                                  row.constant("kind", ActivityKind.class),
                                  row.number("at_hour")),
                              row.number("times"))))
                  .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
          add(
              transaction,
              old.entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          each -> new Hour(each.getKey().leadId(), each.getKey().kind(), LONG_AGO),
                          Map.Entry::getValue,
                          Long::sum)));
          return old.size();
        });
  }
}
