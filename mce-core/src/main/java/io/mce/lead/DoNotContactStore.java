package io.mce.lead;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.util.List;

/** On which channels leads are not to be contacted, whatever addresses they have. */
final class DoNotContactStore {

  private final Database database;

  @Inject
  DoNotContactStore(Database database) {
    this.database = database;
  }

  /** Stores a wish; false when it is there already. */
  boolean insert(
      OrganizationId organizationId, LeadId leadId, DoNotContactEntry entry, String setBy) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        insert into mce_do_not_contact (organization_id, lead_id, channel, reason,
                          set_by, created_at)
                        values (:organizationId, :leadId, :channel, :reason, :setBy, :since)
                        on conflict (organization_id, lead_id, channel) do nothing
                        """)
                    .bind("leadId", leadId)
                    .bind("channel", entry.channel())
                    .bind("reason", entry.reason())
                    .bind("setBy", setBy)
                    .bind("since", entry.since())
                    .execute()
                == 1);
  }

  boolean delete(OrganizationId organizationId, LeadId leadId, String channel) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        delete from mce_do_not_contact
                        where organization_id = :organizationId and lead_id = :leadId
                          and channel = :channel
                        """)
                    .bind("leadId", leadId)
                    .bind("channel", channel)
                    .execute()
                == 1);
  }

  /** Returns the wishes about a lead, by channel. */
  List<DoNotContactEntry> of(OrganizationId organizationId, LeadId leadId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select channel, reason, created_at from mce_do_not_contact
                    where organization_id = :organizationId and lead_id = :leadId
                    order by channel
                    """)
                .bind("leadId", leadId)
                .map(
                    Row.mapper(row ->
                        new DoNotContactEntry(
                            row.text("channel"), row.text("reason"), row.instant("created_at"))))
                .list());
  }
}
