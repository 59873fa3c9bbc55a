package io.mce.workflow;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Workflows, with a count of their runs. */
final class WorkflowStore {

  private final Database database;

  @Inject
  WorkflowStore(Database database) {
    this.database = database;
  }

  void insert(
      OrganizationId organizationId,
      WorkflowId id,
      WorkflowDraft draft,
      String createdBy,
      Instant now) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    insert into mce_workflow (organization_id, id, name, active, trigger_type,
                      definition, runs_total, runs_failed, created_by, created_at, version)
                    values (:organizationId, :id, :name, :active, :trigger,
                      :definition, 0, 0, :createdBy, :now, 1)
                    """)
                .bind("id", id)
                .bind("name", draft.name())
                .bind("active", draft.active())
                .bind("trigger", draft.trigger().type().name())
                .bind("definition", WorkflowDefinition.of(draft).json())
                .bind("createdBy", createdBy)
                .bind("now", now)
                .execute());
  }

  /** Changes a workflow; false when it is not of this version any more. */
  boolean update(
      OrganizationId organizationId, WorkflowId id, WorkflowDraft draft, long expectedVersion) {
    return database.inOrganization(
            organizationId,
            transaction ->
                transaction
                    .update(
                        """
                        update mce_workflow
                        set name = :name, active = :active, trigger_type = :trigger,
                          definition = :definition, version = version + 1
                        where organization_id = :organizationId and id = :id and version = :version
                        """)
                    .bind("id", id)
                    .bind("name", draft.name())
                    .bind("active", draft.active())
                    .bind("trigger", draft.trigger().type().name())
                    .bind("definition", WorkflowDefinition.of(draft).json())
                    .bind("version", expectedVersion)
                    .execute())
        == 1;
  }

  Optional<Workflow> find(OrganizationId organizationId, WorkflowId id) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_workflow
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", id)
                .map(Row.mapper(WorkflowStore::workflow))
                .findOne());
  }

  /** Returns workflows, newest first, from before this id. */
  List<Workflow> list(OrganizationId organizationId, String before, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_workflow
                    where organization_id = :organizationId and id < :before
                    order by id desc limit :limit
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .map(Row.mapper(WorkflowStore::workflow))
                .list());
  }

  /** Returns what such an event starts, oldest first. */
  List<Workflow> startedBy(OrganizationId organizationId, TriggerType trigger) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_workflow
                    where organization_id = :organizationId and trigger_type = :trigger
                      and active = true
                    order by id
                    """)
                .bind("trigger", trigger.name())
                .map(Row.mapper(WorkflowStore::workflow))
                .list());
  }

  /** Counts a run. */
  void count(OrganizationId organizationId, WorkflowId id, boolean failed) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_workflow
                    set runs_total = runs_total + 1, runs_failed = runs_failed + :failed
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", id)
                .bind("failed", failed ? 1 : 0)
                .execute());
  }

  private static Workflow workflow(Row row) {
    WorkflowDefinition definition = WorkflowDefinition.read(row.text("definition"));
    return new Workflow(
        new WorkflowId(row.uuid("id")),
        row.text("name"),
        row.flag("active"),
        definition.trigger(),
        definition.conditions(),
        definition.toActions(),
        new Workflow.RunCount(row.number("runs_total"), row.number("runs_failed")),
        row.instant("created_at"),
        row.number("version"));
  }
}
