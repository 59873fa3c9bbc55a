package io.mce.workflow;

import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.PersonalRecords;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Which workflows ran for a person. The rows hold ids and stay; what they say about it goes. */
final class WorkflowRunData implements PersonalDataHolder {

  private final Database database;

  @Inject
  WorkflowRunData(Database database) {
    this.database = database;
  }

  @Override
  public Set<String> tables() {
    return Set.of("mce_workflow_run");
  }

  @Override
  public Map<String, Long> counts(OrganizationId organizationId, UUID person) {
    return database.read(
        organizationId,
        transaction ->
            Map.of(
                "workflowRuns",
                transaction
                    .query(
                        """
                        select count(*) as n from mce_workflow_run
                        where organization_id = :organizationId and lead_id = :person
                        """)
                    .bind("person", person)
                    .mapTo(Long.class)
                    .one()));
  }

  @Override
  public void export(OrganizationId organizationId, UUID person, PersonalRecords records) {
    database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select w.name, r.state, r.reason, r.at
                    from mce_workflow_run r
                    join mce_workflow w on w.organization_id = r.organization_id
                      and w.id = r.workflow_id
                    where r.organization_id = :organizationId and r.lead_id = :person
                    order by r.at, r.id
                    """)
                .bind("person", person)
                .map(
                    Row.mapper(row -> {
                      Map<String, Object> fields = new LinkedHashMap<>();
                      fields.put("at", row.instant("at"));
                      fields.put("workflow", row.text("name"));
                      fields.put("state", row.text("state"));
                      fields.put("reason", row.optionalText("reason").orElse(""));
                      records.add("workflowRuns", fields);
                      return true;
                    }))
                .list());
  }

  @Override
  public void erase(Actor actor, UUID person) {
    database.runInOrganization(
        actor.organizationId(),
        transaction ->
            transaction
                .update(
                    """
                    update mce_workflow_run set reason = null
                    where organization_id = :organizationId and lead_id = :person
                    """)
                .bind("person", person)
                .execute());
  }
}
