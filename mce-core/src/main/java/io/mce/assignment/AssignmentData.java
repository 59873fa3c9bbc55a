package io.mce.assignment;

import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.PersonalRecords;
import io.mce.lead.LeadId;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Why a person was given to somebody; it goes with the person. */
final class AssignmentData implements PersonalDataHolder {

  private final AssignmentStore store;

  @Inject
  AssignmentData(AssignmentStore store) {
    this.store = store;
  }

  @Override
  public Set<String> tables() {
    return Set.of("mce_lead_assignment");
  }

  @Override
  public Map<String, Long> counts(OrganizationId organizationId, UUID person) {
    return Map.of("assignments", note(organizationId, person).isPresent() ? 1L : 0L);
  }

  @Override
  public void export(OrganizationId organizationId, UUID person, PersonalRecords records) {
    note(organizationId, person)
        .ifPresent(note -> {
          Map<String, Object> fields = new LinkedHashMap<>();
          fields.put("at", note.at());
          fields.put("how", note.how().name());
          note.rule().ifPresent(rule -> fields.put("rule", rule));
          records.add("assignments", fields);
        });
  }

  @Override
  public void erase(Actor actor, UUID person) {
    store.removeNote(actor.organizationId(), new LeadId(person));
  }

  private Optional<AssignmentNote> note(OrganizationId organizationId, UUID person) {
    return store.findNote(organizationId, new LeadId(person));
  }
}
