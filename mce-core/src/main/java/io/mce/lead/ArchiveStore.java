package io.mce.lead;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/** The rows of leads that are set aside or erased. */
final class ArchiveStore {

  /** A lead that is set aside. */
  record Archived(LeadRow row, Instant deletedAt, String deletedBy) {}

  private static final RowMapper<Archived> ARCHIVED =
      (result, context) -> {
        LeadRow lead = LeadStore.ROW.map(result, context);
        return Row.<Archived>mapper(row ->
                new Archived(
                    lead, row.instant("deleted_at"), row.optionalText("deleted_by").orElse("")))
            .map(result, context);
      };

  private final Database database;

  @Inject
  ArchiveStore(Database database) {
    this.database = database;
  }

  /** Returns what was deleted before a position, newest first. */
  List<Archived> page(OrganizationId organizationId, Instant beforeAt, String beforeId, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_lead
                    where organization_id = :organizationId and deleted_at is not null
                      and erased_at is null and merged_into is null
                      and (deleted_at, id) < (:beforeAt, :beforeId)
                    order by deleted_at desc, id desc limit :limit
                    """)
                .bind("beforeAt", beforeAt)
                .bind("beforeId", beforeId)
                .bind("limit", limit)
                .map(ARCHIVED)
                .list());
  }

  /** Returns some of those who were deleted before this, longest ago first. */
  List<LeadId> deletedBefore(OrganizationId organizationId, Instant before, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id from mce_lead
                    where organization_id = :organizationId and deleted_at is not null
                      and erased_at is null and merged_into is null
                      and deleted_at <= :before
                    order by deleted_at, id limit :limit
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .map(Row.mapper(row -> new LeadId(row.uuid("id"))))
                .list());
  }

  /**
   * Brings a lead back; false when it is not set aside.
   *
   * @param deletedBy only if this one deleted it
   */
  boolean restore(
      OrganizationId organizationId, LeadId leadId, Optional<String> deletedBy, Instant at) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_lead
                        set deleted_at = null, deleted_by = null, undone_at = null, updated_at = :at,
                          version = version + 1
                        where organization_id = :organizationId and id = :id
                          and deleted_at is not null and erased_at is null
                          and merged_into is null
                          and coalesce(:deletedBy, deleted_by, '') = coalesce(deleted_by, '')
                        """)
                    .bind("at", at)
                    .bind("id", leadId)
                    .bind("deletedBy", deletedBy.orElse(null))
                    .execute()
                == 1);
  }

  /** Empties the row of a lead; false when that was done before. */
  boolean erase(OrganizationId organizationId, LeadId leadId, Instant at) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          transaction
              .update(
                  """
                  delete from mce_lead_identifier
                  where organization_id = :organizationId and lead_id = :id
                  """)
              .bind("id", leadId)
              .execute();
          transaction
              .update(
                  """
                  delete from mce_lead_tag
                  where organization_id = :organizationId and lead_id = :id
                  """)
              .bind("id", leadId)
              .execute();
          transaction
              .update(
                  """
                  delete from mce_lead_field
                  where organization_id = :organizationId and lead_id = :id
                  """)
              .bind("id", leadId)
              .execute();
          transaction
              .update(
                  """
                  delete from mce_do_not_contact
                  where organization_id = :organizationId and lead_id = :id
                  """)
              .bind("id", leadId)
              .execute();
          transaction
              .update(
                  """
                  delete from mce_lead_word
                  where organization_id = :organizationId and lead_id = :id
                  """)
              .bind("id", leadId)
              .execute();
          return transaction
                  .update(
                      """
                      update mce_lead
                      set name = '', search_key = '', company = null, tags = '[]',
                        metadata_sealed = null, score_reasons = '[]', import_id = null,
                        owner_id = null, deleted_by = null, updated_at = :at,
                        deleted_at = coalesce(deleted_at, :at), erased_at = :at,
                        version = version + 1
                      where organization_id = :organizationId and id = :id and erased_at is null
                      """)
                  .bind("at", at)
                  .bind("id", leadId)
                  .execute()
              == 1;
        });
  }

  /**
   * Returns what a lead is called, also one that is set aside; not what is erased or went into
   * another lead.
   */
  Optional<String> name(OrganizationId organizationId, LeadId leadId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select name from mce_lead
                    where organization_id = :organizationId and id = :id and erased_at is null
                      and merged_into is null
                    """)
                .bind("id", leadId)
                .mapTo(String.class)
                .findOne());
  }

  /** Tells whether a lead is there and not set aside. */
  boolean isThere(OrganizationId organizationId, LeadId leadId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id from mce_lead
                    where organization_id = :organizationId and id = :id and deleted_at is null
                    """)
                .bind("id", leadId)
                .mapTo(String.class)
                .findOne()
                .isPresent());
  }

  /** Keeps a lead that is there from {@link #lock} to the end of the transaction. */
  boolean keep(OrganizationId organizationId, LeadId leadId) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id from mce_lead
                    where organization_id = :organizationId and id = :id and deleted_at is null %s
                    """
                        .formatted(database.keep()))
                .bind("id", leadId)
                .mapTo(String.class)
                .findOne()
                .isPresent());
  }

  /** Has a lead alone to the end of the transaction, if it was deleted before this. */
  boolean lockArchived(OrganizationId organizationId, LeadId leadId, Instant before) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id from mce_lead
                    where organization_id = :organizationId and id = :id and erased_at is null
                      and merged_into is null and deleted_at <= :before %s
                    """
                        .formatted(database.alone()))
                .bind("id", leadId)
                .bind("before", before)
                .mapTo(String.class)
                .findOne()
                .isPresent());
  }

  /** Has a lead alone to the end of the transaction, unless it is erased or in another one. */
  boolean lock(OrganizationId organizationId, LeadId leadId) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id from mce_lead
                    where organization_id = :organizationId and id = :id and erased_at is null
                      and merged_into is null %s
                    """
                        .formatted(database.alone()))
                .bind("id", leadId)
                .mapTo(String.class)
                .findOne()
                .isPresent());
  }
}
