package io.mce.conversation;

import io.mce.kernel.Actor;
import io.mce.kernel.DataKind;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.RetainedData;
import io.mce.lead.LeadId;
import io.mce.lead.LeadOutcome;
import io.mce.lead.Leads;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/** Puts leads into the archive that nobody changed and nobody talked with for long. */
final class IdleLeads implements RetainedData {

  private static final DataKind KIND = DataKind.keptForGood("LEADS_WITHOUT_ACTIVITY", 30, 3650);

  private final Database database;
  private final Leads leads;

  @Inject
  IdleLeads(Database database, Leads leads) {
    this.database = database;
    this.leads = leads;
  }

  @Override
  public DataKind kind() {
    return KIND;
  }

  @Override
  public int removeBefore(OrganizationId organizationId, Instant before, int limit) {
    List<LeadId> idle = idle(organizationId, before, limit);
    if (idle.isEmpty()) {
      return 0;
    }
    List<LeadOutcome> outcomes = leads.deleteAll(Actor.engine(organizationId, "retention"), idle);
    // Those that something is against are found again the next day, not at once.
    return (int) outcomes.stream().filter(each -> each.result() == LeadOutcome.Result.DONE).count();
  }

  private List<LeadId> idle(OrganizationId organizationId, Instant before, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select l.id from mce_lead l
                    where l.organization_id = :organizationId and l.deleted_at is null
                      and l.updated_at < :before
                      and not exists (select 1 from mce_conversation c
                        where c.organization_id = :organizationId and c.lead_id = l.id
                          and c.last_at >= :before)
                    order by l.id limit :limit
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .map(Row.mapper(row -> new LeadId(row.uuid("id"))))
                .list());
  }
}
