package io.mce.workflow;

import io.mce.kernel.OrganizationId;
import io.mce.lead.LeadId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs of workflows. A workflow and an event have one, by a unique key. */
final class WorkflowRunStore {

  private final Database database;

  @Inject
  WorkflowRunStore(Database database) {
    this.database = database;
  }

  /**
   * Stores a run; false when its workflow has one for this event.
   *
   * @param chain the workflows that led to it, each by an event of the one before; itself last
   */
  boolean insert(
      OrganizationId organizationId, WorkflowRun run, long eventSeq, List<WorkflowId> chain) {
    return database.inOrganization(
            organizationId,
            transaction ->
                transaction
                    .update(
                        """
                        insert into mce_workflow_run (organization_id, id, workflow_id, event_seq,
                          lead_id, chain, state, reason, at)
                        values (:organizationId, :id, :workflowId, :eventSeq,
                          :leadId, :chain, :state, :reason, :at)
                        on conflict do nothing
                        """)
                    .bind("id", run.id())
                    .bind("workflowId", run.workflowId())
                    .bind("eventSeq", eventSeq)
                    .bind("leadId", run.leadId())
                    .bind(
                        "chain",
                        chain.stream().map(WorkflowId::toString).collect(Collectors.joining(",")))
                    .bind("state", run.state().name())
                    .bind("reason", run.reason().orElse(null))
                    .bind("at", run.at())
                    .execute())
        == 1;
  }

  /** Changes how a run ended. */
  void end(OrganizationId organizationId, RunId id, RunState state, Optional<String> reason) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_workflow_run set state = :state, reason = :reason
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", id)
                .bind("state", state.name())
                .bind("reason", reason.orElse(null))
                .execute());
  }

  /** Returns the workflows that led to a run, itself last; empty for an unknown run. */
  List<WorkflowId> chain(OrganizationId organizationId, RunId id) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select chain from mce_workflow_run
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", id)
                .map(
                    Row.mapper(row ->
                        Arrays.stream(row.text("chain").split(",")).map(WorkflowId::of).toList()))
                .findOne()
                .orElse(List.of()));
  }

  /** Returns how often a workflow ran to its end for a lead since a time. */
  long completedSince(
      OrganizationId organizationId, WorkflowId workflowId, LeadId leadId, Instant since) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select count(*) as runs from mce_workflow_run
                    where organization_id = :organizationId and lead_id = :leadId and at > :since
                      and workflow_id = :workflowId and state = 'COMPLETED'
                    """)
                .bind("leadId", leadId)
                .bind("since", since)
                .bind("workflowId", workflowId)
                .map(Row.mapper(row -> row.number("runs")))
                .one());
  }

  /** Returns a workflow's runs, newest first, from before this id. */
  List<WorkflowRun> list(
      OrganizationId organizationId, WorkflowId workflowId, String before, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id, workflow_id, lead_id, state, reason, at from mce_workflow_run
                    where organization_id = :organizationId and workflow_id = :workflowId
                      and id < :before
                    order by id desc limit :limit
                    """)
                .bind("workflowId", workflowId)
                .bind("before", before)
                .bind("limit", limit)
                .map(
                    Row.mapper(row ->
                        new WorkflowRun(
                            new RunId(row.uuid("id")),
                            new WorkflowId(row.uuid("workflow_id")),
                            new LeadId(row.uuid("lead_id")),
                            "",
                            row.constant("state", RunState.class),
                            row.optionalText("reason"),
                            row.instant("at"))))
                .list());
  }
}
