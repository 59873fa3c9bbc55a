package io.mce.lead;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import io.mce.secret.PersonalBox;
import io.mce.secret.SealedColumn;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;

/** What imports changed of leads that were there before, as long as it can be undone. */
final class LeadUndoStore {

  private static final String SEAL = "lead-undo";

  static final SealedColumn COLUMN =
      SealedColumn.of(
          "mce_lead_undo", "change_sealed", List.of("import_id", "lead_id", "version"), SEAL);

  /** The version of the entry that says what was kept of a lead: before the first. */
  private static final long WHOLE_LEAD = 0;

  private final Database database;
  private final PersonalBox secretBox;

  @Inject
  LeadUndoStore(Database database, PersonalBox secretBox) {
    this.database = database;
    this.secretBox = secretBox;
  }

  /** A text before and after; absent where there was none. */
  record TextChange(Optional<String> before, Optional<String> after) {}

  /** A name that was added. */
  record AddedName(IdentifierKind kind, String matchKey) {}

  /**
   * What an import changed of a lead.
   *
   * @param metadata what changed, by key
   * @param revived whether the lead was deleted before
   * @param settled says that nothing happened with a lead but what was taken back, up to here
   */
  record Change(
      Optional<TextChange> name,
      Optional<TextChange> company,
      Set<String> addedTags,
      Set<String> removedTags,
      Map<String, TextChange> metadata,
      Optional<TextChange> project,
      List<AddedName> addedNames,
      boolean revived,
      boolean settled) {

    Change {
      addedTags = new LinkedHashSet<>(addedTags);
      removedTags = new LinkedHashSet<>(removedTags);
      metadata = new HashMap<>(metadata);
      addedNames = List.copyOf(addedNames);
    }

    static final Change NONE =
        new Change(
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Set.of(),
            Map.of(),
            Optional.empty(),
            List.of(),
            false,
            false);

    /** Nothing, of a lead that nobody touched. */
    static final Change SETTLED =
        new Change(
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Set.of(),
            Map.of(),
            Optional.empty(),
            List.of(),
            false,
            true);

    static Change of(Candidate candidate) {
      Lead before = candidate.before();
      Lead after = candidate.lead();
      Map<String, TextChange> metadata = new HashMap<>();
      Set<String> keys = new LinkedHashSet<>(before.metadata().keySet());
      keys.addAll(after.metadata().keySet());
      for (String key : keys) {
        text(
                Optional.ofNullable(before.metadata().get(key)),
                Optional.ofNullable(after.metadata().get(key)))
            .ifPresent(change -> metadata.put(key, change));
      }
      return new Change(
          text(Optional.of(before.name()), Optional.of(after.name())),
          text(before.company(), after.company()),
          candidate.addedTags(),
          candidate.removedTags(),
          metadata,
          text(before.project().map(Object::toString), after.project().map(Object::toString)),
          candidate.added().stream()
              .map(name -> new AddedName(name.kind(), name.matchKey()))
              .toList(),
          candidate.wasDeleted(),
          false);
    }

    private static Optional<TextChange> text(Optional<String> before, Optional<String> after) {
      return before.equals(after) ? Optional.empty() : Optional.of(new TextChange(before, after));
    }

    /** The kinds only: the rest is personal. */
    @Override
    public String toString() {
      return "Change[" + addedNames.size() + " names]";
    }
  }

  /**
   * One change of one lead.
   *
   * @param version the version the lead had before
   * @param kept what an undo left as it was, if there was one
   * @param mergeId the merge that was the change, if it was one
   */
  record Entry(
      UUID importId,
      LeadId leadId,
      long version,
      Change change,
      Optional<String> kept,
      Instant changedAt,
      Optional<LeadMergeId> mergeId) {

    static Entry of(UUID importId, Candidate candidate, Instant at) {
      return new Entry(
          importId,
          candidate.lead().id(),
          candidate.before().version(),
          Change.of(candidate),
          Optional.empty(),
          at,
          Optional.empty());
    }

    /** A merge into a lead that had this version. */
    static Entry of(UUID importId, LeadMerge merge, long version) {
      return new Entry(
          importId,
          merge.survivorId(),
          version,
          Change.NONE,
          Optional.empty(),
          merge.mergedAt(),
          Optional.of(merge.id()));
    }

    /** A lead that was not touched but by what is taken back, as it is now. */
    static Entry settled(UUID importId, LeadRow row) {
      return new Entry(
          importId,
          row.id(),
          row.version(),
          Change.SETTLED,
          Optional.empty(),
          row.updatedAt(),
          Optional.empty());
    }
  }

  void insertAll(OrganizationId organizationId, List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  insert into mce_lead_undo (organization_id, import_id, lead_id, version,
                    change_sealed, kept, changed_at, merge_id)
                  values (:organizationId, :importId, :leadId, :version,
                    :change, :kept, :changedAt, :mergeId)
                  """);
          for (Entry entry : entries) {
            batch
                .bind("importId", entry.importId().toString())
                .bind("leadId", entry.leadId())
                .bind("version", entry.version())
                .bind("change", secretBox.seal(organizationId, SEAL, Json.write(entry.change())))
                .bind("kept", entry.kept().orElse(null))
                .bind("changedAt", entry.changedAt())
                .bind("mergeId", entry.mergeId().map(Object::toString).orElse(null))
                .add();
          }
          batch.execute();
        });
  }

  /** Returns some of the changes that are not undone, those of a lead newest first. */
  List<Entry> next(OrganizationId organizationId, UUID importId, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_lead_undo
                    where organization_id = :organizationId and import_id = :importId
                      and kept is null
                    order by lead_id, version desc limit :limit
                    """)
                .bind("importId", importId.toString())
                .bind("limit", limit)
                .map(entries(organizationId))
                .list());
  }

  /** Returns the newest merge that is not undone. */
  Optional<Entry> newestMerge(OrganizationId organizationId, UUID importId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_lead_undo
                    where organization_id = :organizationId and import_id = :importId
                      and merge_id is not null
                    order by merge_id desc limit 1
                    """)
                .bind("importId", importId.toString())
                .map(entries(organizationId))
                .findOne());
  }

  /** Returns the changes of these leads. */
  List<Entry> of(OrganizationId organizationId, UUID importId, Collection<LeadId> leadIds) {
    if (leadIds.isEmpty()) {
      return List.of();
    }
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_lead_undo
                    where organization_id = :organizationId and import_id = :importId
                      and lead_id in (<leadIds>)
                    """)
                .bind("importId", importId.toString())
                .bindList("leadIds", List.copyOf(leadIds))
                .map(entries(organizationId))
                .list());
  }

  /** Notes that an undo left something of a lead as it was. */
  void keep(OrganizationId organizationId, UUID importId, LeadId leadId, String kept, Instant at) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    insert into mce_lead_undo (organization_id, import_id, lead_id, version,
                      change_sealed, kept, changed_at)
                    values (:organizationId, :importId, :leadId, :version, :change, :kept, :at)
                    on conflict (organization_id, import_id, lead_id, version) do update
                    set kept = mce_lead_undo.kept || ',' || excluded.kept
                    """)
                .bind("importId", importId.toString())
                .bind("leadId", leadId)
                .bind("version", WHOLE_LEAD)
                .bind("change", secretBox.seal(organizationId, SEAL, Json.write(Change.NONE)))
                .bind("kept", kept)
                .bind("at", at)
                .execute());
  }

  /** Returns what an undo left as it was, after a lead, by lead. */
  List<Entry> kept(OrganizationId organizationId, UUID importId, String after, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_lead_undo
                    where organization_id = :organizationId and import_id = :importId
                      and kept is not null and lead_id > :after
                    order by lead_id limit :limit
                    """)
                .bind("importId", importId.toString())
                .bind("after", after)
                .bind("limit", limit)
                .map(entries(organizationId))
                .list());
  }

  /** Removes changes that were undone. */
  void deleteAll(OrganizationId organizationId, List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  delete from mce_lead_undo
                  where organization_id = :organizationId and import_id = :importId
                    and lead_id = :leadId and version = :version
                  """);
          for (Entry entry : entries) {
            batch
                .bind("importId", entry.importId().toString())
                .bind("leadId", entry.leadId())
                .bind("version", entry.version())
                .add();
          }
          batch.execute();
        });
  }

  /** Removes what stands here of a lead. */
  void deleteOf(OrganizationId organizationId, LeadId leadId) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_lead_undo
                    where organization_id = :organizationId and lead_id = :leadId
                    """)
                .bind("leadId", leadId)
                .execute());
  }

  /** Removes some of what is too old to be undone. */
  int deleteBefore(OrganizationId organizationId, Instant before, int limit) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_lead_undo
                    where organization_id = :organizationId
                      and (import_id, lead_id, version) in (
                        select import_id, lead_id, version from mce_lead_undo
                        where organization_id = :organizationId and changed_at < :before
                        limit :limit)
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
  }

  /** Returns some of the leads that an import created and that are there, after one of them. */
  List<LeadRow> createdBy(OrganizationId organizationId, UUID importId, String after, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_lead
                    where organization_id = :organizationId and import_id = :importId
                      and id > :after and deleted_at is null
                    order by id limit :limit
                    """)
                .bind("importId", importId.toString())
                .bind("after", after)
                .bind("limit", limit)
                .map(LeadStore.ROW)
                .list());
  }

  /** Marks leads that were deleted as removed by an undo. */
  void markUndone(OrganizationId organizationId, Collection<LeadId> leadIds, Instant at) {
    if (leadIds.isEmpty()) {
      return;
    }
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_lead set undone_at = :at
                    where organization_id = :organizationId and id in (<leadIds>)
                      and deleted_at is not null
                    """)
                .bind("at", at)
                .bindList("leadIds", List.copyOf(leadIds))
                .execute());
  }

  private RowMapper<Entry> entries(OrganizationId organizationId) {
    return Row.mapper(row ->
        new Entry(
            row.uuid("import_id"),
            new LeadId(row.uuid("lead_id")),
            row.number("version"),
            Json.read(
                secretBox.openText(organizationId, SEAL, row.text("change_sealed")), Change.class),
            row.optionalText("kept"),
            row.instant("changed_at"),
            row.optionalText("merge_id").map(LeadMergeId::of)));
  }
}
