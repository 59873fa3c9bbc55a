package io.mce.workflow;

import io.mce.event.Changes;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.LeadId;
import io.mce.lead.Leads;
import io.mce.persistence.Database;
import io.mce.segment.SegmentId;
import io.mce.segment.Segments;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The workflows of an organization. Thread-safe; each command is one transaction. An event starts
 * the workflows that are active when it is handled, moments after it happened.
 */
public final class Workflows {

  /** Sorts after every id. */
  private static final String END = "~";

  private final Database database;
  private final WorkflowStore store;
  private final WorkflowRunStore runs;
  private final WorkflowCheck check;
  private final Leads leads;
  private final Segments segments;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  Workflows(
      Database database,
      WorkflowStore store,
      WorkflowRunStore runs,
      WorkflowCheck check,
      Leads leads,
      Segments segments,
      Events events,
      Clock clock,
      IdGenerator ids) {
    this.database = database;
    this.store = store;
    this.runs = runs;
    this.check = check;
    this.leads = leads;
    this.segments = segments;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Saves a workflow.
   *
   * @throws MceException INVALID with the field that is wrong; UNKNOWN_VARIABLE when a text uses a
   *     variable that does not exist, with the likely one
   */
  public Workflow create(Actor actor, WorkflowDraft draft) {
    actor.require(Permission.WORKFLOW_WRITE);
    WorkflowDraft checked = check.valid(draft);
    WorkflowId id = new WorkflowId(ids.next());
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          requireSegments(actor, checked);
          store.insert(actor.organizationId(), id, checked, actor.id(), clock.instant());
          events.append(actor, new WorkflowCreated(id));
          return require(actor.organizationId(), id);
        });
  }

  /**
   * Edits a workflow. Runs that have begun end as they began.
   *
   * @param expectedVersion the version the edit was made on
   * @throws MceException STALE_VERSION when someone else edited it since; the rest as {@link
   *     #create}
   */
  public Workflow update(Actor actor, WorkflowId id, WorkflowChange change, long expectedVersion) {
    actor.require(Permission.WORKFLOW_WRITE);
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          Workflow before = require(actor.organizationId(), id);
          WorkflowDraft draft = check.valid(change.applyTo(before));
          requireSegments(actor, draft);
          if (!store.update(actor.organizationId(), id, draft, expectedVersion)) {
            throw new MceException(
                ErrorCode.STALE_VERSION,
                "The workflow was changed by someone else in the meantime.",
                Map.of("version", String.valueOf(before.version())));
          }
          Workflow after = require(actor.organizationId(), id);
          events.append(
              actor,
              new WorkflowChanged(id),
              Changes.NONE
                  .with("name", before.name(), after.name())
                  .with("active", before.active(), after.active())
                  .with("trigger", before.trigger(), after.trigger())
                  .with("conditions", before.conditions(), after.conditions())
                  .with("actions", before.actions(), after.actions()));
          return after;
        });
  }

  /** Returns workflows, newest first. */
  public Page<Workflow> list(Actor actor, PageRequest request) {
    actor.require(Permission.WORKFLOW_READ);
    String before = request.cursor(1).map(cursor -> cursor.idAt(0)).orElse(END);
    return Page.of(
        store.list(actor.organizationId(), before, request.limit() + 1),
        request.limit(),
        workflow -> Cursor.of(workflow.id()));
  }

  /**
   * Returns a workflow.
   *
   * @throws MceException NOT_FOUND
   */
  public Workflow get(Actor actor, WorkflowId id) {
    actor.require(Permission.WORKFLOW_READ);
    return require(actor.organizationId(), id);
  }

  /** Returns the runs of a workflow, newest first. */
  public Page<WorkflowRun> runs(Actor actor, WorkflowId id, PageRequest request) {
    actor.require(Permission.WORKFLOW_READ);
    OrganizationId organizationId = actor.organizationId();
    String before = request.cursor(1).map(cursor -> cursor.idAt(0)).orElse(END);
    return database.read(
        organizationId,
        transaction -> {
          require(organizationId, id);
          List<WorkflowRun> rows = runs.list(organizationId, id, before, request.limit() + 1);
          Map<LeadId, String> names =
              leads.names(organizationId, rows.stream().map(WorkflowRun::leadId).toList());
          return Page.of(
              rows.stream().map(run -> named(run, names)).toList(),
              request.limit(),
              run -> Cursor.of(run.id()));
        });
  }

  private void requireSegments(Actor actor, WorkflowDraft draft) {
    for (int i = 0; i < draft.conditions().size(); i++) {
      Optional<SegmentId> segment = draft.conditions().get(i).segment();
      if (segment.isPresent() && segments.keep(actor.organizationId(), segment.get()).isEmpty()) {
        throw MceException.invalid(
            "conditions[" + i + "].value", "There is no such segment any more; choose another.");
      }
    }
  }

  private Workflow require(OrganizationId organizationId, WorkflowId id) {
    return store.find(organizationId, id).orElseThrow(() -> MceException.notFound("workflow"));
  }

  private static WorkflowRun named(WorkflowRun run, Map<LeadId, String> names) {
    return new WorkflowRun(
        run.id(),
        run.workflowId(),
        run.leadId(),
        names.getOrDefault(run.leadId(), ""),
        run.state(),
        run.reason(),
        run.at());
  }
}
