package io.mce.approval;

import io.mce.kernel.Actor;
import io.mce.kernel.DataKind;
import io.mce.kernel.FollowingData;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.PersonalRecords;
import io.mce.kernel.RetainedData;
import io.mce.lead.LeadId;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What was asked for a person's status: it goes with the person, follows a merge and comes back
 * with its undo, and an organization says how long it keeps it. What is open ends when the person
 * is deleted.
 */
final class StatusRequestData implements PersonalDataHolder, RetainedData, FollowingData {

  private static final DataKind KIND = DataKind.kept("STATUS_REQUESTS", 30, 3650, 365);

  private final StatusRequestStore store;
  private final StatusGate gate;

  @Inject
  StatusRequestData(StatusRequestStore store, StatusGate gate) {
    this.store = store;
    this.gate = gate;
  }

  @Override
  public Set<String> tables() {
    return Set.of("mce_status_request");
  }

  @Override
  public Map<String, Long> counts(OrganizationId organizationId, UUID person) {
    return Map.of("statusRequests", store.count(organizationId, new LeadId(person)));
  }

  @Override
  public void export(OrganizationId organizationId, UUID person, PersonalRecords records) {
    List<StatusRequest> requests =
        store.of(organizationId, new LeadId(person), "~", Integer.MAX_VALUE);
    for (StatusRequest request : requests) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("from", request.move().from().name());
      fields.put("to", request.move().to().name());
      fields.put("reason", request.reason());
      fields.put("state", request.state().name());
      fields.put("requestedAt", request.requestedAt());
      request.answer().ifPresent(each -> fields.put("answer", each));
      request.decidedAt().ifPresent(each -> fields.put("decidedAt", each));
      records.add("statusRequests", fields);
    }
  }

  @Override
  public void setAside(Actor actor, UUID person) {
    gate.setAside(actor, new LeadId(person));
  }

  @Override
  public void erase(Actor actor, UUID person) {
    store.deleteOf(actor.organizationId(), person);
  }

  @Override
  public DataKind kind() {
    return KIND;
  }

  @Override
  public int removeBefore(OrganizationId organizationId, Instant before, int limit) {
    return store.removeBefore(organizationId, before, limit);
  }

  @Override
  public String name() {
    return "status-requests";
  }

  @Override
  public List<String> join(Actor actor, UUID from, UUID into) {
    return store.giveAll(actor.organizationId(), new LeadId(from), new LeadId(into)).stream()
        .map(StatusRequestId::toString)
        .toList();
  }

  @Override
  public void part(Actor actor, UUID from, UUID into, List<String> joined) {
    store.giveBack(
        actor.organizationId(),
        joined.stream().map(StatusRequestId::of).toList(),
        new LeadId(from),
        new LeadId(into));
  }
}
