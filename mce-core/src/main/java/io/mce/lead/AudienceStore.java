package io.mce.lead;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/** Who belongs to an audience. */
final class AudienceStore {

  private static final String REACHABLE =
      """
      exists (select 1 from mce_lead_identifier i
        where i.organization_id = :organizationId and i.lead_id = l.id
          and i.kind in ('PHONE', 'WHATSAPP_USER', 'OPAQUE'))
      """;
  private static final String FITTING =
      """
      from mce_lead l
      where l.organization_id = :organizationId and l.deleted_at is null
      """;
  private static final String ELIGIBLE = FITTING + " and l.automation = 'ACTIVE' and " + REACHABLE;
  private static final String COUNT =
      """
      select
        sum(case when l.automation = 'ACTIVE' and %1$s then 1 else 0 end) as eligible,
        sum(case when l.automation = 'OPTED_OUT' then 1 else 0 end) as opted_out,
        sum(case when l.automation = 'PAUSED' then 1 else 0 end) as paused,
        sum(case when l.automation = 'ACTIVE' and not %1$s then 1 else 0 end) as unreachable
      """
              .formatted(REACHABLE)
          + FITTING;
  private static final String STATUSES = " and l.status in (<statuses>)";
  private static final String SOURCES = " and l.source in (<sources>)";
  private static final String TAGS =
      """
       and exists (select 1 from mce_lead_tag t
        where t.organization_id = :organizationId and t.lead_id = l.id and t.tag in (<tags>))
      """;

  private final Database database;

  @Inject
  AudienceStore(Database database) {
    this.database = database;
  }

  /** Returns up to so many members of the audience, by id, after one of them. */
  List<LeadId> page(
      OrganizationId organizationId,
      Audience audience,
      LeadFilter filter,
      Optional<LeadId> after,
      int limit) {
    return database.read(
        organizationId,
        transaction ->
            bound(
                    transaction,
                    "select l.id "
                        + ELIGIBLE
                        + conditions(audience, filter)
                        + " and l.id > :after order by l.id limit :limit",
                    audience,
                    filter)
                .bind("after", after.map(LeadId::toString).orElse(""))
                .bind("limit", limit)
                .map(Row.mapper(row -> new LeadId(row.uuid("id"))))
                .list());
  }

  /** Counts who fits, by whether they may be written to. */
  AudienceCount count(OrganizationId organizationId, Audience audience, LeadFilter filter) {
    return database.read(
        organizationId,
        transaction ->
            bound(transaction, COUNT + conditions(audience, filter), audience, filter)
                .map(
                    Row.mapper(row ->
                        new AudienceCount(
                            row.number("eligible"),
                            row.number("opted_out"),
                            row.number("paused"),
                            row.number("unreachable"))))
                .one());
  }

  private static String conditions(Audience audience, LeadFilter filter) {
    return (filter.isNone() ? "" : " and " + filter.condition())
        + (audience.statuses().isEmpty() ? "" : STATUSES)
        + (audience.sources().isEmpty() ? "" : SOURCES)
        + (audience.tags().isEmpty() ? "" : TAGS);
  }

  private static Query bound(
      Transaction transaction, String sql, Audience audience, LeadFilter filter) {
    Query query = transaction.query(sql);
    filter.values().forEach(query::bind);
    filter.lists().forEach(query::bindList);
    if (!audience.statuses().isEmpty()) {
      query.bindList("statuses", audience.statuses().stream().map(Enum::name).toList());
    }
    if (!audience.sources().isEmpty()) {
      query.bindList("sources", List.copyOf(audience.sources()));
    }
    if (!audience.tags().isEmpty()) {
      query.bindList("tags", List.copyOf(audience.tags()));
    }
    return query;
  }
}
