package io.mce.lead;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The words by which leads are searched. Whoever writes the search key of a lead writes these. */
final class LeadWordStore {

  private final Database database;

  @Inject
  LeadWordStore(Database database) {
    this.database = database;
  }

  /** Adds the words of search keys; those that are there stay. */
  void insert(OrganizationId organizationId, Map<LeadId, String> searchKeys) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  insert into mce_lead_word (organization_id, lead_id, word)
                  values (:organizationId, :leadId, :word)
                  on conflict do nothing
                  """);
          searchKeys.forEach((leadId, searchKey) ->
              SearchWords.of(searchKey)
                  .forEach(word -> batch.bind("leadId", leadId).bind("word", word).add()));
          batch.insert();
        });
  }

  /** Replaces the words of a lead. */
  void replace(OrganizationId organizationId, LeadId leadId, String searchKey) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          transaction
              .update(
                  """
                  delete from mce_lead_word
                  where organization_id = :organizationId and lead_id = :leadId
                  """)
              .bind("leadId", leadId)
              .execute();
          insert(organizationId, Map.of(leadId, searchKey));
        });
  }

  /** Returns some leads after one of them, in order. */
  List<LeadId> ids(OrganizationId organizationId, Optional<LeadId> after, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id from mce_lead
                    where organization_id = :organizationId and id > :after
                      and erased_at is null
                    order by id limit :limit
                    """)
                .bind("after", after.map(LeadId::toString).orElse(""))
                .bind("limit", limit)
                .map(Row.mapper(row -> new LeadId(row.uuid("id"))))
                .list());
  }

  /** Adds the words of these leads as they are now, and keeps them from changing meanwhile. */
  void complete(OrganizationId organizationId, List<LeadId> leadIds) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          Map<LeadId, String> keys = new HashMap<>();
          transaction
              .query(
                  "select id, search_key from mce_lead where organization_id = :organizationId"
                      + " and id in (<ids>) and erased_at is null order by id "
                      + database.alone())
              .bindList("ids", leadIds)
              .map(Row.mapper(row -> Map.entry(new LeadId(row.uuid("id")), row.text("search_key"))))
              .list()
              .forEach(each -> keys.put(each.getKey(), each.getValue()));
          insert(organizationId, keys);
        });
  }
}
