package io.mce.app.workflow;

import io.mce.app.http.Edits;
import io.mce.app.http.PageView;
import io.mce.app.http.Repeats;
import io.mce.app.http.Words;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.PageRequest;
import io.mce.lead.LeadStatus;
import io.mce.workflow.Action;
import io.mce.workflow.Condition;
import io.mce.workflow.RunState;
import io.mce.workflow.Trigger;
import io.mce.workflow.TriggerType;
import io.mce.workflow.Workflow;
import io.mce.workflow.WorkflowChange;
import io.mce.workflow.WorkflowDraft;
import io.mce.workflow.WorkflowId;
import io.mce.workflow.WorkflowRun;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Workflows: what happens by itself when something happens. */
@Tag(name = "workflows")
@Controller("/api/workflows")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class WorkflowController {

  private final MceEngine engine;
  private final Repeats repeats;

  WorkflowController(MceEngine engine, Repeats repeats) {
    this.engine = engine;
    this.repeats = repeats;
  }

  /** What starts a workflow. */
  @Introspected
  record TriggerBody(@Nullable String type, @Nullable String status) {

    Trigger trigger() {
      return new Trigger(
          Words.constant(TriggerType.class, "trigger.type", type),
          status == null || status.isBlank()
              ? Optional.empty()
              : Optional.of(Words.constant(LeadStatus.class, "trigger.status", status)));
    }
  }

  /** What must hold for it to run. */
  @Introspected
  record ConditionBody(
      @Nullable String field, @Nullable String op, @Nullable @Size(max = 200) String value) {

    Condition condition() {
      return new Condition(
          Words.constant(Condition.Field.class, "conditions.field", field),
          Words.constant(Condition.Op.class, "conditions.op", op),
          value == null ? "" : value);
    }

    static ConditionBody of(Condition condition) {
      return new ConditionBody(condition.field().name(), condition.op().name(), condition.value());
    }
  }

  /** A new workflow. */
  @Introspected
  record WorkflowBody(
      @NotBlank @Size(max = 200) String name,
      @Nullable Boolean active,
      @NotNull @Valid TriggerBody trigger,
      @Nullable @Size(max = 20) @Valid List<@Valid ConditionBody> conditions,
      @NotEmpty @Size(max = 20) @Valid List<@Valid ActionBody> actions) {

    WorkflowDraft draft() {
      return new WorkflowDraft(
          name,
          active == null || active,
          trigger.trigger(),
          conditions == null
              ? List.of()
              : conditions.stream().map(ConditionBody::condition).toList(),
          actions.stream().map(ActionBody::action).toList());
    }
  }

  /** What to change; what is left out stays. */
  @Introspected
  record WorkflowPatch(
      @Nullable @Size(max = 200) String name,
      @Nullable Boolean active,
      @Nullable @Valid TriggerBody trigger,
      @Nullable @Size(max = 20) @Valid List<@Valid ConditionBody> conditions,
      @Nullable @Size(max = 20) @Valid List<@Valid ActionBody> actions) {

    WorkflowChange change() {
      Optional<List<Action>> newActions =
          Optional.ofNullable(actions).map(list -> list.stream().map(ActionBody::action).toList());
      return new WorkflowChange(
          Optional.ofNullable(name),
          Optional.ofNullable(active),
          Optional.ofNullable(trigger).map(TriggerBody::trigger),
          Optional.ofNullable(conditions)
              .map(list -> list.stream().map(ConditionBody::condition).toList()),
          newActions);
    }
  }

  /** A workflow. */
  record WorkflowView(
      String id,
      String name,
      boolean active,
      TriggerBody trigger,
      List<ConditionBody> conditions,
      List<ActionBody> actions,
      Workflow.RunCount runs,
      Instant createdAt,
      long version) {

    static WorkflowView of(Workflow workflow) {
      return new WorkflowView(
          workflow.id().toString(),
          workflow.name(),
          workflow.active(),
          new TriggerBody(
              workflow.trigger().type().name(),
              workflow.trigger().status().map(Enum::name).orElse(null)),
          workflow.conditions().stream().map(ConditionBody::of).toList(),
          workflow.actions().stream().map(ActionBody::of).toList(),
          workflow.runs(),
          workflow.createdAt(),
          workflow.version());
    }
  }

  /** One run. */
  record RunView(
      String id,
      String leadId,
      String leadName,
      RunState state,
      Optional<String> reason,
      Instant at) {

    static RunView of(WorkflowRun run) {
      return new RunView(
          run.id().toString(),
          run.leadId().toString(),
          run.leadName(),
          run.state(),
          run.reason(),
          run.at());
    }
  }

  @Get
  PageView<WorkflowView> list(
      @Parameter(hidden = true) Actor actor,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    return PageView.of(
        engine.workflows().list(actor, PageRequest.of(limit, cursor)), WorkflowView::of);
  }

  @Post
  @Status(HttpStatus.CREATED)
  HttpResponse<?> create(
      @Parameter(hidden = true) Actor actor,
      @Parameter(hidden = true) HttpRequest<?> request,
      @Body @Valid WorkflowBody body) {
    return repeats.once(
        request,
        actor,
        body,
        () ->
            HttpResponse.created(WorkflowView.of(engine.workflows().create(actor, body.draft()))));
  }

  @Get("/{id}")
  HttpResponse<WorkflowView> get(@Parameter(hidden = true) Actor actor, String id) {
    WorkflowView view = WorkflowView.of(engine.workflows().get(actor, WorkflowId.of(id)));
    return Edits.withVersion(view, view.version());
  }

  @Patch("/{id}")
  MutableHttpResponse<WorkflowView> change(
      @Parameter(hidden = true) Actor actor,
      String id,
      @Nullable @Header("If-Match") String ifMatch,
      @Body @Valid WorkflowPatch body) {
    WorkflowId workflowId = WorkflowId.of(id);
    WorkflowChange change = body.change();
    return Edits.change(
        ifMatch,
        () -> WorkflowView.of(engine.workflows().get(actor, workflowId)),
        WorkflowView::version,
        version -> WorkflowView.of(engine.workflows().update(actor, workflowId, change, version)));
  }

  @Get("/{id}/runs")
  PageView<RunView> runs(
      @Parameter(hidden = true) Actor actor,
      String id,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    return PageView.of(
        engine.workflows().runs(actor, WorkflowId.of(id), PageRequest.of(limit, cursor)),
        RunView::of);
  }
}
