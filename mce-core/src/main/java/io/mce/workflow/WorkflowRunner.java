package io.mce.workflow;

import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.lead.Lead;
import io.mce.lead.Leads;
import io.mce.persistence.Database;
import io.mce.segment.Segments;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a workflow for an event, at most once: the run and everything its actions do commit
 * together. When an action fails, nothing of them remains but the run, marked as failed with the
 * reason. When the database fails, nothing remains at all and the event is tried again.
 *
 * <p>Workflows that cause each other end: the events of a run name it as their cause, a workflow
 * does not run again because of itself, and a chain has at most {@value #MAX_CHAIN} runs.
 */
final class WorkflowRunner {

  private static final Logger log = LoggerFactory.getLogger(WorkflowRunner.class);
  private static final int MAX_CHAIN = 5;
  private static final String CAUSE = "workflow-run:";

  private final Database database;
  private final WorkflowStore store;
  private final WorkflowRunStore runs;
  private final WorkflowActions actions;
  private final Leads leads;
  private final Segments segments;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  WorkflowRunner(
      Database database,
      WorkflowStore store,
      WorkflowRunStore runs,
      WorkflowActions actions,
      Leads leads,
      Segments segments,
      Events events,
      Clock clock,
      IdGenerator ids) {
    this.database = database;
    this.store = store;
    this.runs = runs;
    this.actions = actions;
    this.leads = leads;
    this.segments = segments;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  void run(Workflow workflow, Occasion occasion) {
    RunId runId = new RunId(ids.next());
    try {
      database.runInOrganization(
          occasion.event().organizationId(), transaction -> perform(workflow, occasion, runId));
    } catch (RuntimeException e) {
      if (Database.isCauseOf(e)) {
        throw e; // Says nothing of the workflow: the log hands the event over again later.
      }
      log.warn("workflow {} failed in run {}: {}", workflow.id(), runId, e.getClass().getName());
      fail(workflow, occasion, runId, reason(e));
    }
  }

  private void perform(Workflow workflow, Occasion occasion, RunId runId) {
    OrganizationId organizationId = occasion.event().organizationId();
    List<WorkflowId> chain = chain(workflow, occasion);
    WorkflowRun run = ended(workflow, occasion, runId, RunState.COMPLETED, Optional.empty());
    if (!runs.insert(organizationId, run, occasion.event().seq(), chain)) {
      return;
    }
    Optional<Lead> lead = leads.keep(organizationId, occasion.leadId());
    Optional<String> obstacle = obstacle(organizationId, workflow, chain, lead);
    if (lead.isEmpty() || obstacle.isPresent()) {
      runs.end(organizationId, runId, RunState.SKIPPED, obstacle);
      return;
    }
    Actor actor = actor(organizationId, runId);
    List<String> omissions = actions.perform(actor, workflow, occasion, lead.get(), runId);
    if (omissions.size() == workflow.actions().size()) {
      runs.end(organizationId, runId, RunState.SKIPPED, Optional.of(String.join(" ", omissions)));
      return;
    }
    if (!omissions.isEmpty()) {
      runs.end(organizationId, runId, RunState.COMPLETED, Optional.of(String.join(" ", omissions)));
    }
    store.count(organizationId, workflow.id(), false);
    events.append(actor, new WorkflowRunCompleted(workflow.id(), runId, occasion.leadId()));
  }

  private void fail(Workflow workflow, Occasion occasion, RunId runId, String reason) {
    OrganizationId organizationId = occasion.event().organizationId();
    database.runInOrganization(
        organizationId,
        transaction -> {
          WorkflowRun run = ended(workflow, occasion, runId, RunState.FAILED, Optional.of(reason));
          if (runs.insert(organizationId, run, occasion.event().seq(), chain(workflow, occasion))) {
            store.count(organizationId, workflow.id(), true);
            events.append(
                actor(organizationId, runId),
                new WorkflowRunFailed(workflow.id(), runId, occasion.leadId()));
          }
        });
  }

  /** Why there is nothing to do, as a sentence. */
  private Optional<String> obstacle(
      OrganizationId organizationId,
      Workflow workflow,
      List<WorkflowId> chain,
      Optional<Lead> lead) {
    if (lead.isEmpty()) {
      return Optional.of("The lead was deleted.");
    }
    if (chain.indexOf(workflow.id()) < chain.size() - 1) {
      return Optional.of("This workflow caused the event itself; it does not run in circles.");
    }
    if (chain.size() > MAX_CHAIN) {
      return Optional.of("Workflows caused each other " + MAX_CHAIN + " times; the chain ends.");
    }
    return workflow.conditions().stream()
        .filter(condition ->
            !condition.holds(
                lead.get(), segment -> segments.holds(organizationId, segment, lead.get().id())))
        .findFirst()
        .map(condition ->
            "A condition does not hold: %s %s %s."
                .formatted(condition.field(), condition.op(), condition.value()));
  }

  /** The workflows that led here, each by an event of the one before, and this one. */
  private List<WorkflowId> chain(Workflow workflow, Occasion occasion) {
    List<WorkflowId> chain = new ArrayList<>();
    occasion
        .event()
        .cause()
        .filter(cause -> cause.startsWith(CAUSE))
        .map(cause -> RunId.of(cause.substring(CAUSE.length())))
        .ifPresent(cause -> chain.addAll(runs.chain(occasion.event().organizationId(), cause)));
    chain.add(workflow.id());
    return chain;
  }

  private WorkflowRun ended(
      Workflow workflow, Occasion occasion, RunId runId, RunState state, Optional<String> reason) {
    return new WorkflowRun(
        runId, workflow.id(), occasion.leadId(), "", state, reason, clock.instant());
  }

  private static Actor actor(OrganizationId organizationId, RunId runId) {
    return Actor.engine(organizationId, "workflows").because(CAUSE + runId);
  }

  /** Our own errors say what is wrong; the messages of others may hold personal data. */
  private static String reason(RuntimeException e) {
    return e instanceof MceException ? String.valueOf(e.getMessage()) : e.getClass().getName();
  }
}
