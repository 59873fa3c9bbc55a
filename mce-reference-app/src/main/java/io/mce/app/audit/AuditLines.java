package io.mce.app.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mce.app.organization.MemberNames;
import io.mce.audit.AuditEntry;
import io.mce.audit.AuditQuery;
import io.mce.engine.MceEngine;
import io.mce.event.Subject;
import io.mce.kernel.Actor;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.lead.LeadId;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts names to the ids of the audit trail. */
@Singleton
class AuditLines {

  private final MceEngine engine;
  private final ObjectMapper json;

  AuditLines(MceEngine engine, ObjectMapper json) {
    this.engine = engine;
    this.json = json;
  }

  Page<AuditLineView> of(Actor actor, AuditQuery query, PageRequest request) {
    Page<AuditEntry> page = engine.audit().list(actor, query, request);
    MemberNames members = MemberNames.of(engine, actor);
    Set<LeadId> leadIds =
        page.items().stream()
            .flatMap(entry -> entry.subject().person().stream())
            .map(LeadId::new)
            .collect(Collectors.toSet());
    Map<LeadId, String> leads = engine.leads().names(actor.organizationId(), leadIds);
    return page.map(entry -> view(entry, members, leads));
  }

  /**
   * The same for who does not belong to the organization: no value of its leads, no name of one.
   */
  Page<AuditLineView> fromOutside(Actor actor, PageRequest request) {
    MemberNames members = MemberNames.of(engine, actor);
    return engine
        .audit()
        .list(actor, AuditQuery.all(), request)
        .map(entry -> view(entry, members, Map.of()).withoutChanges());
  }

  private AuditLineView view(AuditEntry entry, MemberNames members, Map<LeadId, String> leads) {
    Subject subject = entry.subject();
    Optional<String> name =
        subject.person().map(id -> leads.get(new LeadId(id))).or(() -> members.name(subject.id()));
    return new AuditLineView(
        entry.number(),
        entry.at(),
        entry.name(),
        new AuditLineView.Thing(subject.type(), subject.id(), name),
        new AuditLineView.Doer(
            entry.actorKind().name(), entry.actorId(), members.name(entry.actorId())),
        entry.cause(),
        entry.origin(),
        details(entry),
        entry.changes().stream()
            .map(each -> new AuditLineView.Change(each.field(), each.before(), each.after()))
            .toList(),
        entry.erased(),
        entry.hash());
  }

  private Map<String, Object> details(AuditEntry entry) {
    try {
      return json.readValue(entry.details(), new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("line " + entry.number() + " holds no JSON object", e);
    }
  }
}
