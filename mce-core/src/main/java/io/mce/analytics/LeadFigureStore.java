package io.mce.analytics;

import io.mce.lead.AutomationReason;
import io.mce.lead.LeadId;
import io.mce.lead.LeadStatus;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the counters know of leads. */
final class LeadFigureStore {

  /** What never changes about a lead. */
  record Origin(Instant createdAt, String source) {}

  @Inject
  LeadFigureStore() {}

  /** Returns when leads came and where from. */
  Map<LeadId, Origin> origins(Transaction transaction, Collection<LeadId> leadIds) {
    if (leadIds.isEmpty()) {
      return Map.of();
    }
    return transaction
        .query(
            """
            select id, created_at, source from mce_lead
            where organization_id = :organizationId and id in (<ids>)
            """)
        .bindList("ids", List.copyOf(leadIds))
        .map(
            Row.mapper(row ->
                Map.entry(
                    new LeadId(row.uuid("id")),
                    new Origin(row.instant("created_at"), row.text("source")))))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Returns the figures of those leads that have one. */
  Map<LeadId, LeadFigure> find(Transaction transaction, Collection<LeadId> leadIds) {
    if (leadIds.isEmpty()) {
      return Map.of();
    }
    return transaction
        .query(
            """
            select lead_id, status, stopped, contacted_on, responded, deleted from mce_lead_figure
            where organization_id = :organizationId and lead_id in (<ids>)
            """)
        .bindList("ids", List.copyOf(leadIds))
        .map(Row.mapper(row -> Map.entry(new LeadId(row.uuid("lead_id")), figure(row))))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  void save(Transaction transaction, Map<LeadId, LeadFigure> figures) {
    Transaction.Batch batch =
        transaction.batch(
            """
            insert into mce_lead_figure (organization_id, lead_id, status, stopped, contacted_on,
              responded, deleted)
            values (:organizationId, :leadId, :status, :stopped, :contactedOn,
              :responded, :deleted)
            on conflict (organization_id, lead_id) do update
            set status = excluded.status, stopped = excluded.stopped,
              contacted_on = excluded.contacted_on, responded = excluded.responded,
              deleted = excluded.deleted
            """);
    figures.forEach((leadId, figure) ->
        batch
            .bind("leadId", leadId)
            .bind("status", figure.status().name())
            .bind("stopped", figure.stopped().map(Enum::name).orElse(null))
            .bind("contactedOn", figure.contactedOn().map(LocalDate::toString).orElse(null))
            .bind("responded", figure.responded())
            .bind("deleted", figure.deleted())
            .add());
    batch.execute();
  }

  private static LeadFigure figure(Row row) {
    return new LeadFigure(
        row.constant("status", LeadStatus.class),
        row.optionalText("stopped").map(AutomationReason::valueOf),
        row.optionalText("contacted_on").map(LocalDate::parse),
        row.flag("responded"),
        row.flag("deleted"));
  }
}
