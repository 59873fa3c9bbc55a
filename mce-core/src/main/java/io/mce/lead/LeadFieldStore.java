package io.mce.lead;

import io.mce.field.CustomFieldId;
import io.mce.field.FieldTerm;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Transaction;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The index of leads by the values of custom fields. */
final class LeadFieldStore {

  private final Database database;

  @Inject
  LeadFieldStore(Database database) {
    this.database = database;
  }

  /** The terms of one field of one lead. */
  record Entry(LeadId leadId, CustomFieldId fieldId, List<FieldTerm> terms) {}

  void insertAll(OrganizationId organizationId, Collection<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  insert into mce_lead_field (organization_id, lead_id, field_id, position,
                    text_value, number_value)
                  values (:organizationId, :leadId, :fieldId, :position, :text, :number)
                  """);
          for (Entry entry : entries) {
            int position = 0;
            for (FieldTerm term : entry.terms()) {
              batch
                  .bind("leadId", entry.leadId())
                  .bind("fieldId", entry.fieldId())
                  .bind("position", position++)
                  .bind("text", term.text().orElse(null))
                  .bind("number", term.number().orElse(null))
                  .add();
            }
          }
          batch.execute();
        });
  }

  /** Removes all that is known of a lead. */
  void deleteOf(OrganizationId organizationId, LeadId leadId) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_lead_field
                    where organization_id = :organizationId and lead_id = :leadId
                    """)
                .bind("leadId", leadId)
                .execute());
  }

  /** Removes what is known of a field of these leads. */
  void deleteOf(OrganizationId organizationId, CustomFieldId fieldId, Collection<LeadId> leadIds) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_lead_field
                    where organization_id = :organizationId and field_id = :fieldId
                      and lead_id in (<leadIds>)
                    """)
                .bind("fieldId", fieldId)
                .bindList("leadIds", List.copyOf(leadIds))
                .execute());
  }

  /** Removes some of what is known of a field; returns how much. */
  int deleteSome(OrganizationId organizationId, CustomFieldId fieldId, int limit) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_lead_field
                    where organization_id = :organizationId
                      and (lead_id, field_id, position) in (
                        select lead_id, field_id, position from mce_lead_field
                        where organization_id = :organizationId and field_id = :fieldId
                        limit :limit)
                    """)
                .bind("fieldId", fieldId)
                .bind("limit", limit)
                .execute());
  }

  /**
   * Returns the next leads, hidden and set aside ones too, and keeps them from being changed until
   * the open transaction ends.
   *
   * @param since only those that were changed since
   */
  List<LeadRow> next(OrganizationId organizationId, String after, Instant since, int limit) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_lead
                    where organization_id = :organizationId and id > :after
                      and erased_at is null and updated_at >= :since
                    order by id limit :limit %s
                    """
                        .formatted(database.alone()))
                .bind("after", after)
                .bind("since", since)
                .bind("limit", limit)
                .map(LeadStore.ROW)
                .list());
  }
}
