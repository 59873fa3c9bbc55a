package io.mce.lead;

import io.mce.kernel.IdGenerator;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;

/** Rows of suggestions, and of what they are found by. */
final class SuggestionStore {

  /** A pair, in the order of their ids. */
  record Found(LeadId first, LeadId second, MergeSuggestion.Reason reason, int likeness) {

    static Found of(LeadId one, LeadId other, MergeSuggestion.Reason reason, int likeness) {
      boolean inOrder = one.toString().compareTo(other.toString()) < 0;
      return new Found(inOrder ? one : other, inOrder ? other : one, reason, likeness);
    }
  }

  /** A suggestion as its row holds it. */
  record Stored(MergeSuggestionId id, Found found, Instant createdAt) {}

  /** A lead that is there, and by what it is compared with others. */
  record Candidate(LeadId id, String name, Optional<String> company) {}

  /** A lead that is there, and what it has in common with those that are like it. */
  record Like(LeadId leadId, String key, String name) {}

  private static final RowMapper<Stored> STORED =
      Row.mapper(row ->
          new Stored(
              new MergeSuggestionId(row.uuid("id")),
              new Found(
                  new LeadId(row.uuid("first_id")),
                  new LeadId(row.uuid("second_id")),
                  row.constant("reason", MergeSuggestion.Reason.class),
                  row.integer("likeness")),
              row.instant("created_at")));

  private final Database database;
  private final IdGenerator ids;

  @Inject
  SuggestionStore(Database database, IdGenerator ids) {
    this.database = database;
    this.ids = ids;
  }

  /** Stores pairs that are not known yet, however somebody decided about those that are. */
  void insertAll(OrganizationId organizationId, Collection<Found> found, Instant now) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  insert into mce_merge_suggestion (organization_id, id, first_id, second_id,
                    reason, likeness, state, created_at)
                  values (:organizationId, :id, :firstId, :secondId,
                    :reason, :likeness, 'OPEN', :now)
                  on conflict (organization_id, first_id, second_id) do nothing
                  """);
          for (Found each : found) {
            batch
                .bind("id", ids.next())
                .bind("firstId", each.first())
                .bind("secondId", each.second())
                .bind("reason", each.reason().name())
                .bind("likeness", each.likeness())
                .bind("now", now)
                .add();
          }
          batch.execute();
        });
  }

  /** Returns open suggestions about leads that are there, newest first, before one of them. */
  List<Stored> open(OrganizationId organizationId, String before, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select s.* from mce_merge_suggestion s
                    where s.organization_id = :organizationId and s.state = 'OPEN'
                      and s.id < :before
                      and exists (select 1 from mce_lead a
                        where a.organization_id = :organizationId and a.id = s.first_id
                          and a.deleted_at is null)
                      and exists (select 1 from mce_lead b
                        where b.organization_id = :organizationId and b.id = s.second_id
                          and b.deleted_at is null)
                    order by s.id desc limit :limit
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .map(STORED)
                .list());
  }

  /** Closes an open suggestion; empty when there is none of this id. */
  Optional<Stored> dismiss(
      OrganizationId organizationId, MergeSuggestionId id, String by, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    update mce_merge_suggestion
                    set state = 'DISMISSED', decided_by = :by, decided_at = :now
                    where organization_id = :organizationId and id = :id and state = 'OPEN'
                    returning id, first_id, second_id, reason, likeness, created_at
                    """)
                .bind("id", id)
                .bind("by", by)
                .bind("now", now)
                .map(STORED)
                .findOne());
  }

  /** Notes that two leads are not one person, suggested or not. */
  void dismiss(OrganizationId organizationId, LeadId one, LeadId other, String by, Instant now) {
    Found pair = Found.of(one, other, MergeSuggestion.Reason.LIKE_NAME_AND_COMPANY, 0);
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    insert into mce_merge_suggestion (organization_id, id, first_id, second_id,
                      reason, likeness, state, created_at, decided_by, decided_at)
                    values (:organizationId, :id, :firstId, :secondId,
                      :reason, 0, 'DISMISSED', :now, :by, :now)
                    on conflict (organization_id, first_id, second_id) do update
                    set state = 'DISMISSED', decided_by = :by, decided_at = :now
                    """)
                .bind("id", ids.next())
                .bind("firstId", pair.first())
                .bind("secondId", pair.second())
                .bind("reason", pair.reason().name())
                .bind("by", by)
                .bind("now", now)
                .execute());
  }

  /** Returns the pairs among these of which somebody said that they are not one person. */
  Set<Set<LeadId>> dismissedAmong(OrganizationId organizationId, Collection<LeadId> leadIds) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select first_id, second_id from mce_merge_suggestion
                    where organization_id = :organizationId and state = 'DISMISSED'
                      and first_id in (<leadIds>) and second_id in (<leadIds>)
                    """)
                .bindList("leadIds", List.copyOf(leadIds))
                .map(
                    Row.mapper(row ->
                        Set.of(
                            new LeadId(row.uuid("first_id")), new LeadId(row.uuid("second_id")))))
                .set());
  }

  /** Stores what leads have in common with those that are like them. */
  void putLikes(OrganizationId organizationId, Map<LeadId, String> keys) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  insert into mce_lead_likeness (organization_id, lead_id, like_key)
                  values (:organizationId, :leadId, :key)
                  on conflict (organization_id, lead_id) do update
                  set like_key = excluded.like_key
                  """);
          keys.forEach((leadId, key) -> batch.bind("leadId", leadId).bind("key", key).add());
          batch.insert();
        });
  }

  /** Returns those of the leads that are there, without what is deleted. */
  List<Candidate> candidates(OrganizationId organizationId, Collection<LeadId> leadIds) {
    if (leadIds.isEmpty()) {
      return List.of();
    }
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id, name, company from mce_lead
                    where organization_id = :organizationId and id in (<leadIds>)
                      and deleted_at is null
                    """)
                .bindList("leadIds", List.copyOf(leadIds))
                .map(
                    Row.mapper(row ->
                        new Candidate(
                            new LeadId(row.uuid("id")),
                            row.text("name"),
                            row.optionalText("company"))))
                .list());
  }

  /** Returns up to so many leads that have one of these in common, oldest first. */
  List<Like> likes(OrganizationId organizationId, Collection<String> keys, int limit) {
    if (keys.isEmpty()) {
      return List.of();
    }
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select k.lead_id, k.like_key, l.name
                    from mce_lead_likeness k
                    join mce_lead l on l.organization_id = :organizationId and l.id = k.lead_id
                    where k.organization_id = :organizationId and k.like_key in (<keys>)
                      and l.deleted_at is null
                    order by k.like_key, k.lead_id limit :limit
                    """)
                .bindList("keys", List.copyOf(keys))
                .bind("limit", limit)
                .map(
                    Row.mapper(row ->
                        new Like(
                            new LeadId(row.uuid("lead_id")),
                            row.text("like_key"),
                            row.text("name"))))
                .list());
  }

  /** Returns leads behind this one, by id. */
  List<LeadId> leadsAfter(OrganizationId organizationId, String after, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id from mce_lead
                    where organization_id = :organizationId and id > :after
                    order by id limit :limit
                    """)
                .bind("after", after)
                .bind("limit", limit)
                .map(Row.mapper(row -> new LeadId(row.uuid("id"))))
                .list());
  }

  /** Removes what was found about a lead. */
  void erase(OrganizationId organizationId, LeadId leadId) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          transaction
              .update(
                  """
                  delete from mce_merge_suggestion
                  where organization_id = :organizationId
                    and (first_id = :leadId or second_id = :leadId)
                  """)
              .bind("leadId", leadId)
              .execute();
          transaction
              .update(
                  """
                  delete from mce_lead_likeness
                  where organization_id = :organizationId and lead_id = :leadId
                  """)
              .bind("leadId", leadId)
              .execute();
        });
  }
}
