package io.mce.lead;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import io.mce.secret.PersonalBox;
import io.mce.secret.SealedColumn;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;

/** The rows of merges, and what merges write into the rows of leads. */
final class MergeStore {

  private static final String SEAL = "lead-merge";

  static final SealedColumn COLUMN =
      SealedColumn.of("mce_lead_merge", "kept_sealed", List.of("id"), SEAL);

  private static final TypeReference<LinkedHashMap<String, List<String>>> MOVED =
      new TypeReference<>() {};

  /** A merge of a merge of a merge: more than people do by hand. */
  private static final int LONGEST_CHAIN = 1_000;

  /** A merge as its row holds it. */
  record Stored(
      LeadMergeId id,
      LeadId survivorId,
      LeadId mergedId,
      String mergedBy,
      Instant mergedAt,
      KeptOriginals kept,
      Map<String, List<String>> moved,
      Optional<Instant> restrictedAt,
      Optional<Instant> unmergedAt,
      Optional<String> unmergedBy) {

    LeadMerge view() {
      return new LeadMerge(
          id,
          survivorId,
          mergedId,
          kept.merged().name(),
          mergedBy,
          mergedAt,
          kept.provenance(),
          unmergedAt,
          unmergedBy);
    }
  }

  private final LeadWordStore words;
  private final Database database;
  private final PersonalBox box;
  private final LeadStore leads;

  @Inject
  MergeStore(Database database, PersonalBox box, LeadStore leads, LeadWordStore words) {
    this.words = words;
    this.database = database;
    this.box = box;
    this.leads = leads;
  }

  void insert(OrganizationId organizationId, Stored merge) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    insert into mce_lead_merge (organization_id, id, survivor_id, merged_id,
                      merged_by, merged_at, kept_sealed, moved)
                    values (:organizationId, :id, :survivorId, :mergedId,
                      :mergedBy, :mergedAt, :kept, :moved)
                    """)
                .bind("id", merge.id())
                .bind("survivorId", merge.survivorId())
                .bind("mergedId", merge.mergedId())
                .bind("mergedBy", merge.mergedBy())
                .bind("mergedAt", merge.mergedAt())
                .bind("kept", box.seal(organizationId, SEAL, Json.write(merge.kept())))
                .bind("moved", Json.write(merge.moved()))
                .execute());
  }

  /** Notes that a merge was undone; false when that was done before. */
  boolean unmerge(OrganizationId organizationId, LeadMergeId id, String by, Instant at) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_lead_merge set unmerged_at = :at, unmerged_by = :by
                        where organization_id = :organizationId and id = :id
                          and unmerged_at is null
                        """)
                    .bind("id", id)
                    .bind("at", at)
                    .bind("by", by)
                    .execute()
                == 1);
  }

  Optional<Stored> find(OrganizationId organizationId, LeadMergeId id) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_lead_merge
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", id)
                .map(stored(organizationId))
                .findOne());
  }

  /** Returns the merges of a lead as the one that stayed or the one that went, newest first. */
  List<Stored> of(OrganizationId organizationId, LeadId leadId, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_lead_merge
                    where organization_id = :organizationId
                      and (survivor_id = :leadId or merged_id = :leadId)
                    order by id desc limit :limit
                    """)
                .bind("leadId", leadId)
                .bind("limit", limit)
                .map(stored(organizationId))
                .list());
  }

  /** Returns the newest merge into a lead that holds. */
  Optional<LeadMergeId> newestInto(OrganizationId organizationId, LeadId survivorId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id from mce_lead_merge
                    where organization_id = :organizationId and survivor_id = :survivorId
                      and unmerged_at is null
                    order by id desc limit 1
                    """)
                .bind("survivorId", survivorId)
                .map(Row.mapper(row -> new LeadMergeId(row.uuid("id"))))
                .findOne());
  }

  /** Returns every lead that went into this one, through whichever others. */
  Set<LeadId> allInto(OrganizationId organizationId, LeadId survivorId) {
    Set<LeadId> all = new LinkedHashSet<>();
    Set<LeadId> last = Set.of(survivorId);
    while (!last.isEmpty() && all.size() < LONGEST_CHAIN) {
      last = into(organizationId, last);
      all.addAll(last);
    }
    return all;
  }

  private Set<LeadId> into(OrganizationId organizationId, Set<LeadId> survivors) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select merged_id from mce_lead_merge
                    where organization_id = :organizationId and survivor_id in (<survivors>)
                      and unmerged_at is null
                    """)
                .bindList("survivors", List.copyOf(survivors))
                .map(Row.mapper(row -> new LeadId(row.uuid("merged_id"))))
                .set());
  }

  /** Returns into which lead this one went at last, if it did. */
  Optional<LeadId> survivorOf(OrganizationId organizationId, LeadId leadId) {
    Optional<LeadId> found = Optional.empty();
    Optional<LeadId> next = mergedInto(organizationId, leadId);
    for (int i = 0; next.isPresent() && i < LONGEST_CHAIN; i++) {
      found = next;
      next = mergedInto(organizationId, next.get());
    }
    return found;
  }

  private Optional<LeadId> mergedInto(OrganizationId organizationId, LeadId leadId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select merged_into from mce_lead
                    where organization_id = :organizationId and id = :id
                      and merged_into is not null
                    """)
                .bind("id", leadId)
                .map(Row.mapper(row -> new LeadId(row.uuid("merged_into"))))
                .findOne());
  }

  /** Notes that a lead refused again what its merges had made it refuse. */
  void restricted(OrganizationId organizationId, LeadId survivorId, Instant at) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_lead_merge set restricted_at = :at
                    where organization_id = :organizationId and survivor_id = :survivorId
                      and unmerged_at is null
                    """)
                .bind("survivorId", survivorId)
                .bind("at", at)
                .execute());
  }

  /** Removes what merges kept of a lead. */
  void erase(OrganizationId organizationId, LeadId leadId) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_lead_merge
                    where organization_id = :organizationId
                      and (survivor_id = :leadId or merged_id = :leadId)
                    """)
                .bind("leadId", leadId)
                .execute());
  }

  /** Stores all fields of a lead. */
  void write(OrganizationId organizationId, LeadId leadId, LeadSnapshot fields, Instant at) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          transaction
              .update(
                  """
                  update mce_lead
                  set name = :name, search_key = :searchKey, company = :company,
                    source = :source, status = :status, score = :score,
                    score_reasons = :reasons, owner_id = :owner, automation = :automation,
                    automation_reason = :automationReason, tags = :tags,
                    metadata_sealed = :metadata, project_id = :project, updated_at = :at,
                    version = version + 1
                  where organization_id = :organizationId and id = :id
                  """)
              .bind("name", fields.name())
              .bind("searchKey", Folding.searchKey(fields.name(), fields.company()))
              .bind("company", fields.company().orElse(null))
              .bind("source", fields.source())
              .bind("status", fields.status().name())
              .bind("score", fields.score())
              .bind("reasons", Json.write(fields.scoreReasons()))
              .bind("owner", fields.owner().map(Object::toString).orElse(null))
              .bind("automation", fields.automation().name())
              .bind("automationReason", fields.automationReason().map(Enum::name).orElse(null))
              .bind("tags", fields.tags().isEmpty() ? "[]" : Json.write(fields.tags()))
              .bind("metadata", leads.sealed(organizationId, fields.metadata()))
              .bind("project", fields.project().map(Object::toString).orElse(null))
              .bind("at", at)
              .bind("id", leadId)
              .execute();
          words.replace(organizationId, leadId, Folding.searchKey(fields.name(), fields.company()));
        });
  }

  /** When and by whom a lead was set aside. */
  record SetAside(Optional<Instant> at, Optional<String> by) {}

  SetAside setAside(OrganizationId organizationId, LeadId leadId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select deleted_at, deleted_by from mce_lead
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", leadId)
                .map(
                    Row.mapper(row ->
                        new SetAside(
                            row.optionalInstant("deleted_at"), row.optionalText("deleted_by"))))
                .one());
  }

  /** Hides a lead behind the one it went into. */
  void hide(
      OrganizationId organizationId, LeadId leadId, LeadId survivorId, String by, Instant at) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_lead
                    set merged_into = :survivorId, deleted_at = :at, deleted_by = :by,
                      version = version + 1
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", leadId)
                .bind("survivorId", survivorId)
                .bind("by", by)
                .bind("at", at)
                .execute());
  }

  /** Shows a lead again, or leaves it in the archive if it was there. */
  void show(
      OrganizationId organizationId,
      LeadId leadId,
      SetAside setAside,
      Automation automation,
      Instant at) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_lead
                    set merged_into = null, deleted_at = :deletedAt, deleted_by = :deletedBy,
                      automation = :automation, automation_reason = :reason, updated_at = :at,
                      version = version + 1
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", leadId)
                .bind("deletedAt", setAside.at().orElse(null))
                .bind("deletedBy", setAside.by().orElse(null))
                .bind("automation", automation.state().name())
                .bind("reason", automation.reason().map(Enum::name).orElse(null))
                .bind("at", at)
                .execute());
  }

  /** Has a lead alone to the end of the transaction; false when it is erased or went into one. */
  boolean lock(OrganizationId organizationId, LeadId leadId) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id from mce_lead
                    where organization_id = :organizationId and id = :id and erased_at is null %s
                    """
                        .formatted(database.alone()))
                .bind("id", leadId)
                .mapTo(String.class)
                .findOne()
                .isPresent());
  }

  private RowMapper<Stored> stored(OrganizationId organizationId) {
    return Row.mapper(row ->
        new Stored(
            new LeadMergeId(row.uuid("id")),
            new LeadId(row.uuid("survivor_id")),
            new LeadId(row.uuid("merged_id")),
            row.text("merged_by"),
            row.instant("merged_at"),
            Json.read(
                box.openText(organizationId, SEAL, row.text("kept_sealed")), KeptOriginals.class),
            Json.read(row.text("moved"), MOVED),
            row.optionalInstant("restricted_at"),
            row.optionalInstant("unmerged_at"),
            row.optionalText("unmerged_by")));
  }
}
