package io.mce.channel;

import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.PersonalRecords;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What was handed to carriers for a person, or waits to be. What waits is cancelled; what a worker
 * has in its hands goes, and leaves nothing behind.
 */
final class DispatchData implements PersonalDataHolder {

  private static final String DELETED = "LEAD_DELETED";
  private static final String ERASED = "ERASED";

  private final Database database;
  private final DispatchContent content;
  private final SendGate gate;
  private final SendCountStore counts;

  @Inject
  DispatchData(Database database, DispatchContent content, SendGate gate, SendCountStore counts) {
    this.database = database;
    this.content = content;
    this.gate = gate;
    this.counts = counts;
  }

  @Override
  public Set<String> tables() {
    return Set.of("mce_dispatch");
  }

  @Override
  public Map<String, Long> counts(OrganizationId organizationId, UUID person) {
    return Map.of("openSends", open(organizationId, person));
  }

  private long open(OrganizationId organizationId, UUID person) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select count(*) as n from mce_dispatch
                    where organization_id = :organizationId and lead_id = :person
                      and state in ('QUEUED', 'SENDING', 'UNKNOWN')
                    """)
                .bind("person", person)
                .mapTo(Long.class)
                .one());
  }

  /** At once, and not when the event of the deletion is heard of: a worker may be faster. */
  @Override
  public void setAside(Actor actor, UUID person) {
    OrganizationId organizationId = actor.organizationId();
    if (open(organizationId, person) > 0) {
      gate.stop(organizationId, person, GateEffect.ALL, DELETED);
      gate.cancel(organizationId, person, Set.of(Purpose.COMPLIANCE), DELETED);
    }
  }

  @Override
  public void export(OrganizationId organizationId, UUID person, PersonalRecords records) {
    for (StoredDispatch each : of(organizationId, person)) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("id", each.id().toString());
      fields.put("channel", each.channel());
      fields.put("purpose", each.purpose().name());
      fields.put("to", each.content().isEmpty() ? "" : content.open(each).to().value());
      fields.put("state", each.state().name());
      fields.put("reason", each.reason().orElse(""));
      fields.put("createdAt", each.createdAt());
      fields.put("stateAt", each.stateAt());
      records.add("dispatches", fields);
    }
  }

  @Override
  public void erase(Actor actor, UUID person) {
    OrganizationId organizationId = actor.organizationId();
    gate.cancel(organizationId, person, EnumSet.allOf(Purpose.class), ERASED);
    counts.forget(organizationId, person);
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_dispatch
                    set content_sealed = '', recipient_key = '', recipient_region = null,
                      detail = null
                    where organization_id = :organizationId and id in (
                      select m.dispatch_id from mce_message m
                      where m.organization_id = :organizationId and m.lead_id = :person
                        and m.dispatch_id is not null
                      union all
                      select d.id from mce_dispatch d
                      where d.organization_id = :organizationId and d.lead_id = :person
                        and d.state in ('QUEUED', 'SENDING', 'UNKNOWN'))
                    """)
                .bind("person", person)
                .execute());
  }

  /** By the messages they carry: dispatches are looked for by lead while they are open only. */
  private List<StoredDispatch> of(OrganizationId organizationId, UUID person) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_dispatch
                    where organization_id = :organizationId and id in (
                      select m.dispatch_id from mce_message m
                      where m.organization_id = :organizationId and m.lead_id = :person
                        and m.dispatch_id is not null)
                    order by id
                    """)
                .bind("person", person)
                .map(StoredDispatch.MAPPER)
                .list());
  }
}
