package io.mce.lead;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mce.kernel.EmailAddress;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PhoneNumber;
import io.mce.organization.MemberId;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import io.mce.project.ProjectId;
import io.mce.secret.PersonalBox;
import io.mce.secret.SealedColumn;
import io.mce.spi.Address;
import io.mce.spi.AddressScheme;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The rows of leads, and leads put together from them. */
final class LeadStore {

  private static final String METADATA_SEAL = "lead-metadata";

  static final SealedColumn COLUMN =
      SealedColumn.of("mce_lead", "metadata_sealed", List.of("id"), METADATA_SEAL);

  private static final TypeReference<List<ScoreReason>> REASONS = new TypeReference<>() {};
  private static final TypeReference<List<String>> TAGS = new TypeReference<>() {};
  private static final TypeReference<LinkedHashMap<String, String>> METADATA =
      new TypeReference<>() {};

  /** Maps the columns of {@code mce_lead}. */
  static final RowMapper<LeadRow> ROW =
      Row.mapper(row ->
          new LeadRow(
              new LeadId(row.uuid("id")),
              row.text("name"),
              row.optionalText("company"),
              row.text("source"),
              row.constant("status", LeadStatus.class),
              row.integer("score"),
              Json.read(row.text("score_reasons"), REASONS),
              row.optionalUuid("owner_id").map(MemberId::new),
              new Automation(
                  row.constant("automation", AutomationState.class),
                  row.optionalText("automation_reason").map(AutomationReason::valueOf)),
              Json.read(row.text("tags"), TAGS),
              row.optionalText("metadata_sealed"),
              row.optionalUuid("project_id").map(ProjectId::new),
              row.optionalUuid("import_id"),
              row.instant("created_at"),
              row.instant("updated_at"),
              row.optionalInstant("deleted_at").isPresent(),
              row.optionalInstant("undone_at").isPresent(),
              row.number("version")));

  private final Database database;
  private final IdentifierStore identifierStore;
  private final Identifiers identifiers;
  private final LeadWordStore words;
  private final PersonalBox secretBox;
  private final LeadFieldIndex fieldIndex;

  @Inject
  LeadStore(
      Database database,
      IdentifierStore identifierStore,
      Identifiers identifiers,
      LeadWordStore words,
      PersonalBox secretBox,
      LeadFieldIndex fieldIndex) {
    this.database = database;
    this.identifierStore = identifierStore;
    this.identifiers = identifiers;
    this.words = words;
    this.secretBox = secretBox;
    this.fieldIndex = fieldIndex;
  }

  /** Stores new leads; their identifiers are there already. */
  void insertAll(OrganizationId organizationId, List<Lead> leads) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          var batch =
              transaction.batch(
                  """
                  insert into mce_lead (organization_id, id, name, search_key, company, source,
                    status, score, score_reasons, owner_id, automation, automation_reason, tags,
                    metadata_sealed, project_id, import_id, created_at, updated_at, version)
                  values (:organizationId, :id, :name, :searchKey, :company, :source,
                    :status, :score, :scoreReasons, :owner, :automation, :automationReason, :tags,
                    :metadata, :project, :importId, :createdAt, :updatedAt, :version)
                  """);
          for (Lead lead : leads) {
            batch
                .bind("id", lead.id())
                .bind("name", lead.name())
                .bind("searchKey", Folding.searchKey(lead.name(), lead.company()))
                .bind("company", lead.company().orElse(null))
                .bind("source", lead.source())
                .bind("status", lead.status().name())
                .bind("score", lead.score())
                .bind("scoreReasons", Json.write(lead.scoreReasons()))
                .bind("owner", text(lead.owner()))
                .bind("automation", lead.automation().state().name())
                .bind("automationReason", lead.automation().reason().map(Enum::name).orElse(null))
                .bind("tags", tags(lead.tags()))
                .bind("metadata", sealed(organizationId, lead.metadata()))
                .bind("project", text(lead.project()))
                .bind("importId", text(lead.importId()))
                .bind("createdAt", lead.createdAt())
                .bind("updatedAt", lead.updatedAt())
                .bind("version", lead.version())
                .add();
          }
          batch.insert();
          Map<LeadId, String> searchKeys = new LinkedHashMap<>();
          leads.forEach(
              lead -> searchKeys.put(lead.id(), Folding.searchKey(lead.name(), lead.company())));
          words.insert(organizationId, searchKeys);
          Map<LeadId, Set<String>> tags = new LinkedHashMap<>();
          leads.forEach(lead -> tags.put(lead.id(), lead.tags()));
          insertTags(organizationId, tags);
          fieldIndex.insertAll(organizationId, leads);
        });
  }

  /** Stores tags of leads; those that are there stay. */
  void insertTags(OrganizationId organizationId, Map<LeadId, Set<String>> tags) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          var batch =
              transaction.batch(
                  """
                  insert into mce_lead_tag (organization_id, tag, lead_id)
                  values (:organizationId, :tag, :leadId)
                  on conflict do nothing
                  """);
          tags.forEach((leadId, names) ->
              names.forEach(tag -> batch.bind("tag", tag).bind("leadId", leadId).add()));
          batch.insert();
        });
  }

  /** Removes tags of a lead. */
  void deleteTags(OrganizationId organizationId, LeadId leadId, Collection<String> tags) {
    if (tags.isEmpty()) {
      return;
    }
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_lead_tag
                    where organization_id = :organizationId and lead_id = :leadId
                      and tag in (<tags>)
                    """)
                .bind("leadId", leadId)
                .bindList("tags", List.copyOf(tags))
                .execute());
  }

  /**
   * Stores what people edit, with the next version, and brings the lead back where it was deleted;
   * false when someone else changed it in the meantime.
   */
  boolean update(OrganizationId organizationId, Lead lead, long expectedVersion, Instant at) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          boolean updated = updateRow(transaction, lead, expectedVersion, at);
          if (updated) {
            words.replace(
                organizationId, lead.id(), Folding.searchKey(lead.name(), lead.company()));
            fieldIndex.replace(organizationId, lead.id(), lead.metadata());
          }
          return updated;
        });
  }

  private boolean updateRow(Transaction transaction, Lead lead, long expectedVersion, Instant at) {
    return transaction
            .update(
                """
                update mce_lead
                set name = :name, search_key = :searchKey, company = :company,
                  status = :status, owner_id = :owner, tags = :tags,
                  metadata_sealed = :metadata, project_id = :project,
                  updated_at = :updatedAt,
                  deleted_at = null, deleted_by = null, undone_at = null,
                  version = version + 1
                where organization_id = :organizationId and id = :id
                  and version = :expectedVersion and erased_at is null
                """)
            .bind("name", lead.name())
            .bind("searchKey", Folding.searchKey(lead.name(), lead.company()))
            .bind("company", lead.company().orElse(null))
            .bind("status", lead.status().name())
            .bind("owner", text(lead.owner()))
            .bind("tags", tags(lead.tags()))
            .bind("metadata", sealed(transaction.organizationId(), lead.metadata()))
            .bind("project", text(lead.project()))
            .bind("updatedAt", at)
            .bind("id", lead.id())
            .bind("expectedVersion", expectedVersion)
            .execute()
        == 1;
  }

  /** Stores a status; false when the lead has it already or is not there. */
  boolean updateStatus(
      OrganizationId organizationId, LeadId leadId, LeadStatus from, LeadStatus to, Instant at) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_lead set status = :to, updated_at = :at, version = version + 1
                        where organization_id = :organizationId and id = :id and status = :from
                          and deleted_at is null
                        """)
                    .bind("to", to.name())
                    .bind("at", at)
                    .bind("id", leadId)
                    .bind("from", from.name())
                    .execute()
                == 1);
  }

  /** Stores an owner; does not count as an edit. */
  boolean updateOwner(
      OrganizationId organizationId, LeadId leadId, Optional<MemberId> owner, Instant at) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_lead set owner_id = :owner, updated_at = :at
                        where organization_id = :organizationId and id = :id
                          and deleted_at is null
                        """)
                    .bind("owner", text(owner))
                    .bind("at", at)
                    .bind("id", leadId)
                    .execute()
                == 1);
  }

  /** Notes that something was done with a lead; does not count as an edit. */
  boolean touch(OrganizationId organizationId, LeadId leadId, Instant at) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_lead set updated_at = :at
                        where organization_id = :organizationId and id = :id
                          and deleted_at is null
                        """)
                    .bind("at", at)
                    .bind("id", leadId)
                    .execute()
                == 1);
  }

  /** Stores owners of leads that have others; returns which had. Does not count as an edit. */
  Set<LeadId> giveAll(
      OrganizationId organizationId, Map<LeadId, MemberId> owners, boolean unowned, Instant at) {
    List<LeadId> leadIds =
        owners.keySet().stream().sorted(Comparator.comparing(LeadId::toString)).toList();
    return database.inOrganization(
        organizationId,
        transaction -> {
          var batch =
              transaction.batch(
                  """
                  update mce_lead set owner_id = :owner, updated_at = :at
                  where organization_id = :organizationId and id = :id and deleted_at is null
                    and (owner_id is null or (:unowned = 0 and owner_id <> :owner))
                  """);
          leadIds.forEach(leadId ->
              batch
                  .bind("owner", owners.get(leadId))
                  .bind("at", at)
                  .bind("id", leadId)
                  .bind("unowned", unowned ? 1 : 0)
                  .add());
          int[] counts = batch.execute();
          Set<LeadId> changed = new LinkedHashSet<>();
          for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
              changed.add(leadIds.get(i));
            }
          }
          return changed;
        });
  }

  /** Stores a score unless the reasons are no longer those it was made from. */
  boolean updateScore(
      OrganizationId organizationId, Lead before, int score, List<ScoreReason> reasons) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_lead set score = :score, score_reasons = :reasons
                        where organization_id = :organizationId and id = :id
                          and score_reasons = :before and erased_at is null
                        """)
                    .bind("score", score)
                    .bind("reasons", Json.write(reasons))
                    .bind("id", before.id())
                    .bind("before", Json.write(before.scoreReasons()))
                    .execute()
                == 1);
  }

  /** Stores whether campaigns and workflows may write; false when that changes nothing. */
  boolean updateAutomation(
      OrganizationId organizationId, LeadId leadId, Automation from, Automation to, Instant at) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_lead
                        set automation = :to, automation_reason = :toReason, updated_at = :at
                        where organization_id = :organizationId and id = :id
                          and automation = :from and deleted_at is null
                          and coalesce(automation_reason, '') = :fromReason
                        """)
                    .bind("to", to.state().name())
                    .bind("toReason", to.reason().map(Enum::name).orElse(null))
                    .bind("at", at)
                    .bind("id", leadId)
                    .bind("from", from.state().name())
                    .bind("fromReason", from.reason().map(Enum::name).orElse(""))
                    .execute()
                == 1);
  }

  /** Sets a lead aside; false when it is not there. */
  boolean delete(OrganizationId organizationId, LeadId leadId, String deletedBy, Instant at) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_lead
                        set deleted_at = :at, deleted_by = :deletedBy, updated_at = :at,
                          version = version + 1
                        where organization_id = :organizationId and id = :id
                          and deleted_at is null
                        """)
                    .bind("deletedBy", deletedBy)
                    .bind("at", at)
                    .bind("id", leadId)
                    .execute()
                == 1);
  }

  /** Returns one lead unless it is deleted. */
  Optional<Lead> find(OrganizationId organizationId, LeadId leadId) {
    return Optional.ofNullable(findAll(organizationId, Set.of(leadId)).get(leadId));
  }

  /** Returns these leads without those that are deleted. */
  Map<LeadId, Lead> findAll(OrganizationId organizationId, Collection<LeadId> leadIds) {
    return database.read(
        organizationId,
        transaction ->
            complete(
                    organizationId,
                    rows(organizationId, leadIds).stream().filter(row -> !row.deleted()).toList())
                .stream()
                .collect(
                    Collectors.toMap(
                        Lead::id, Function.identity(), (a, b) -> a, LinkedHashMap::new)));
  }

  /**
   * Keeps those of these leads that are there from being erased until the open transaction ends;
   * returns them.
   */
  Set<LeadId> keep(OrganizationId organizationId, Collection<LeadId> leadIds) {
    return locked(organizationId, leadIds, database.keep());
  }

  /**
   * Keeps others from changing those of these leads that are there until the open transaction ends;
   * returns them.
   */
  Set<LeadId> hold(OrganizationId organizationId, Collection<LeadId> leadIds) {
    return locked(organizationId, leadIds, database.alone());
  }

  private Set<LeadId> locked(
      OrganizationId organizationId, Collection<LeadId> leadIds, String lock) {
    if (leadIds.isEmpty()) {
      return Set.of();
    }
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id from mce_lead
                    where organization_id = :organizationId and id in (<leadIds>)
                      and deleted_at is null
                    order by id %s
                    """
                        .formatted(lock))
                .bindList("leadIds", List.copyOf(leadIds))
                .map(Row.mapper(row -> new LeadId(row.uuid("id"))))
                .set());
  }

  /** Returns what these leads are called, without those that are deleted; opens nothing sealed. */
  Map<LeadId, String> names(OrganizationId organizationId, Collection<LeadId> leadIds) {
    return rows(organizationId, leadIds).stream()
        .filter(row -> !row.deleted())
        .collect(Collectors.toMap(LeadRow::id, LeadRow::name));
  }

  /** Returns the rows of these leads, of the deleted ones too but not of the erased. */
  List<LeadRow> rows(OrganizationId organizationId, Collection<LeadId> leadIds) {
    if (leadIds.isEmpty()) {
      return List.of();
    }
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_lead
                    where organization_id = :organizationId and id in (<leadIds>)
                      and erased_at is null
                    order by id
                    """)
                .bindList("leadIds", List.copyOf(leadIds))
                .map(ROW)
                .list());
  }

  /** Puts leads together: one query for all their identifiers. */
  List<Lead> complete(OrganizationId organizationId, List<LeadRow> rows) {
    Map<LeadId, List<StoredIdentifier>> names =
        identifierStore.of(organizationId, rows.stream().map(LeadRow::id).toList());
    return rows.stream()
        .map(row -> lead(organizationId, row, names.getOrDefault(row.id(), List.of())))
        .toList();
  }

  /** Puts one lead together. */
  Lead lead(OrganizationId organizationId, LeadRow row, List<StoredIdentifier> names) {
    Optional<PhoneNumber> phone = Optional.empty();
    Optional<EmailAddress> email = Optional.empty();
    List<Address> channelIds = new ArrayList<>();
    for (StoredIdentifier name : names) {
      switch (name.kind()) {
        case PHONE -> {
          if (phone.isEmpty()) {
            phone = Optional.of(new PhoneNumber(identifiers.open(organizationId, name)));
          }
        }
        case EMAIL -> {
          if (email.isEmpty()) {
            email = Optional.of(new EmailAddress(identifiers.open(organizationId, name)));
          }
        }
        case WHATSAPP_USER ->
            channelIds.add(
                new Address(AddressScheme.WHATSAPP_USER, identifiers.open(organizationId, name)));
        case OPAQUE -> channelIds.add(Address.opaque(identifiers.open(organizationId, name)));
        case EXTERNAL -> {
          // Known by it, never shown.
        }
      }
    }
    return new Lead(
        row.id(),
        row.name(),
        phone,
        email,
        channelIds,
        row.company(),
        row.source(),
        row.status(),
        row.score(),
        row.scoreReasons(),
        row.owner(),
        row.automation(),
        new LinkedHashSet<>(row.tags()),
        metadata(organizationId, row),
        row.project(),
        row.importId(),
        row.createdAt(),
        row.updatedAt(),
        row.version());
  }

  /** Returns the metadata in a row. */
  Map<String, String> metadata(OrganizationId organizationId, LeadRow row) {
    return row.metadataSealed().map(text -> opened(organizationId, text)).orElse(Map.of());
  }

  private Map<String, String> opened(OrganizationId organizationId, String sealed) {
    return Json.read(secretBox.openText(organizationId, METADATA_SEAL, sealed), METADATA);
  }

  /** Returns metadata as it is stored. */
  @Nullable String sealed(OrganizationId organizationId, Map<String, String> metadata) {
    return metadata.isEmpty()
        ? null
        : secretBox.seal(organizationId, METADATA_SEAL, Json.write(metadata));
  }

  private static String tags(Set<String> tags) {
    return tags.isEmpty() ? "[]" : Json.write(tags);
  }

  private static @Nullable String text(Optional<?> id) {
    return id.map(Object::toString).orElse(null);
  }
}
