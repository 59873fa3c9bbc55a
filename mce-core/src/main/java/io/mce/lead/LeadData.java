package io.mce.lead;

import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.PersonalRecords;
import io.mce.privacy.Suppressions;
import io.mce.project.Projects;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a lead itself holds. Its row stays, without anything personal, for the counters and the
 * audit trail; who opted out is not written to when they come again.
 */
final class LeadData implements PersonalDataHolder {

  private final LeadStore leads;
  private final ArchiveStore archive;
  private final IdentifierStore identifierStore;
  private final Identifiers identifiers;
  private final DoNotContactStore wishes;
  private final LeadUndoStore undo;
  private final MergeStore merges;
  private final SuggestionStore suggestions;
  private final Suppressions suppressions;
  private final Projects projects;
  private final Events events;
  private final Clock clock;

  @Inject
  LeadData(
      LeadStore leads,
      ArchiveStore archive,
      IdentifierStore identifierStore,
      Identifiers identifiers,
      DoNotContactStore wishes,
      LeadUndoStore undo,
      MergeStore merges,
      SuggestionStore suggestions,
      Suppressions suppressions,
      Projects projects,
      Events events,
      Clock clock) {
    this.leads = leads;
    this.archive = archive;
    this.identifierStore = identifierStore;
    this.identifiers = identifiers;
    this.wishes = wishes;
    this.undo = undo;
    this.merges = merges;
    this.suggestions = suggestions;
    this.suppressions = suppressions;
    this.projects = projects;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public Set<String> tables() {
    return Set.of(
        "mce_lead",
        "mce_lead_identifier",
        "mce_lead_tag",
        "mce_lead_field",
        "mce_lead_word",
        "mce_do_not_contact",
        "mce_lead_undo",
        "mce_lead_merge",
        "mce_merge_suggestion",
        "mce_lead_likeness");
  }

  @Override
  public Map<String, Long> counts(OrganizationId organizationId, UUID person) {
    return Map.of();
  }

  @Override
  public void export(OrganizationId organizationId, UUID person, PersonalRecords records) {
    LeadId leadId = new LeadId(person);
    List<StoredIdentifier> names = names(organizationId, leadId);
    for (LeadRow row : leads.rows(organizationId, Set.of(leadId))) {
      Lead lead = leads.lead(organizationId, row, names);
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("id", lead.id().toString());
      fields.put("name", lead.name());
      fields.put("company", lead.company().orElse(""));
      fields.put("source", lead.source());
      fields.put("status", lead.status().name());
      fields.put("score", lead.score());
      fields.put("scoreReasons", reasons(lead));
      fields.put("owner", lead.owner().map(Object::toString).orElse(""));
      fields.put("automation", lead.automation().state().name());
      fields.put("automationReason", lead.automation().reason().map(Enum::name).orElse(""));
      fields.put("tags", List.copyOf(lead.tags()));
      fields.put("metadata", lead.metadata());
      fields.put("project", projectName(organizationId, lead));
      fields.put("createdAt", lead.createdAt());
      fields.put("updatedAt", lead.updatedAt());
      fields.put("deleted", row.deleted());
      records.add("lead", fields);
    }
    for (StoredIdentifier name : names) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("kind", name.kind().name());
      fields.put("value", identifiers.open(organizationId, name));
      fields.put("since", name.createdAt());
      records.add("identifiers", fields);
    }
    for (DoNotContactEntry entry : wishes.of(organizationId, leadId)) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("channel", entry.channel());
      fields.put("reason", entry.reason());
      fields.put("since", entry.since());
      records.add("doNotContact", fields);
    }
    exportMerges(organizationId, leadId, records);
  }

  private String projectName(OrganizationId organizationId, Lead lead) {
    return lead.project()
        .flatMap(project -> projects.known(organizationId).find(project))
        .map(project -> project.name() + " (" + project.code() + ")")
        .orElse("");
  }

  private void exportMerges(OrganizationId organizationId, LeadId leadId, PersonalRecords records) {
    for (MergeStore.Stored merge : merges.of(organizationId, leadId, Integer.MAX_VALUE)) {
      if (!merge.survivorId().equals(leadId)) {
        continue;
      }
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("mergedId", merge.mergedId().toString());
      fields.put("mergedAt", merge.mergedAt());
      merge.unmergedAt().ifPresent(at -> fields.put("unmergedAt", at));
      fields.put("nameBefore", merge.kept().before().name());
      fields.put("companyBefore", merge.kept().before().company().orElse(""));
      fields.put("tagsBefore", merge.kept().before().tags());
      fields.put("metadataBefore", merge.kept().before().metadata());
      records.add("merges", fields);
    }
  }

  private static List<Map<String, Object>> reasons(Lead lead) {
    return lead.scoreReasons().stream()
        .map(reason -> {
          Map<String, Object> fields = new LinkedHashMap<>();
          fields.put("points", reason.points());
          fields.put("reason", reason.text());
          return fields;
        })
        .toList();
  }

  @Override
  public void erase(Actor actor, UUID person) {
    OrganizationId organizationId = actor.organizationId();
    LeadId leadId = new LeadId(person);
    for (LeadRow row : leads.rows(organizationId, Set.of(leadId))) {
      if (row.automation().state() == AutomationState.OPTED_OUT) {
        // The lead knew it for all channels; nobody else will.
        names(organizationId, leadId)
            .forEach(name ->
                suppressions.suppress(
                    actor, Suppressions.ALL_CHANNELS, name.matchKey(), Suppressions.OPTED_OUT));
      }
      if (!row.deleted()) {
        events.append(actor, new LeadDeleted(leadId));
      }
    }
    undo.deleteOf(organizationId, leadId);
    merges.erase(organizationId, leadId);
    suggestions.erase(organizationId, leadId);
    archive.erase(organizationId, leadId, clock.instant());
  }

  private List<StoredIdentifier> names(OrganizationId organizationId, LeadId leadId) {
    return identifierStore.of(organizationId, Set.of(leadId)).getOrDefault(leadId, List.of());
  }
}
