package io.mce.app.lead;

import io.mce.app.http.PageView;
import io.mce.app.http.Repeats;
import io.mce.app.http.Words;
import io.mce.approval.StatusMove;
import io.mce.approval.StatusRequest;
import io.mce.approval.StatusRequestId;
import io.mce.approval.StatusRequestState;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.LeadId;
import io.mce.lead.LeadStatus;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
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
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people ask for who may not give a lead a status. */
@Tag(name = "leads")
@Controller("/api")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class StatusRequestController {

  private final MceEngine engine;
  private final Repeats repeats;

  StatusRequestController(MceEngine engine, Repeats repeats) {
    this.engine = engine;
    this.repeats = repeats;
  }

  /**
   * What is asked for.
   *
   * @param status the status that the lead is to have
   * @param reason why, for who decides
   */
  @Introspected
  record RequestBody(
      @Nullable @Size(max = 50) String status, @Nullable @Size(max = 5_000) String reason) {}

  /** What is said with a refusal. */
  @Introspected
  record RefusalBody(@Nullable @Size(max = 5_000) String answer) {}

  /** One request; {@code decidable} and {@code withdrawable} by who reads it, while it is open. */
  record RequestView(
      String id,
      String leadId,
      String leadName,
      LeadStatus from,
      LeadStatus to,
      String reason,
      StatusRequestState state,
      ArchiveController.DeletedBy requestedBy,
      Instant requestedAt,
      Optional<ArchiveController.DeletedBy> decidedBy,
      Optional<Instant> decidedAt,
      Optional<String> answer,
      boolean decidable,
      boolean withdrawable) {}

  @Get("/status-requests")
  PageView<RequestView> open(
      @Parameter(hidden = true) Actor actor,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    return page(actor, engine.statusRequests().open(actor, PageRequest.of(limit, cursor)));
  }

  @Get("/leads/{id}/status-requests")
  PageView<RequestView> list(
      @Parameter(hidden = true) Actor actor,
      String id,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    LeadId leadId = LeadId.of(id);
    return page(actor, engine.statusRequests().list(actor, leadId, PageRequest.of(limit, cursor)));
  }

  @Post("/leads/{id}/status-requests")
  @Status(HttpStatus.CREATED)
  @io.swagger.v3.oas.annotations.responses.ApiResponse(responseCode = "201")
  HttpResponse<?> request(
      @Parameter(hidden = true) Actor actor,
      @Parameter(hidden = true) HttpRequest<?> request,
      String id,
      @Body @Valid RequestBody body) {
    LeadId leadId = LeadId.of(id);
    LeadStatus to = Words.constant(LeadStatus.class, "status", body.status());
    String reason = Optional.ofNullable(body.reason()).orElse("");
    return repeats.once(
        request,
        actor,
        body,
        () ->
            HttpResponse.created(
                view(actor, engine.statusRequests().request(actor, leadId, to, reason))));
  }

  @Post("/status-requests/{id}/approve")
  RequestView approve(@Parameter(hidden = true) Actor actor, String id) {
    return view(actor, engine.statusRequests().approve(actor, StatusRequestId.of(id)));
  }

  @Post("/status-requests/{id}/refuse")
  RequestView refuse(
      @Parameter(hidden = true) Actor actor, String id, @Body @Valid RefusalBody body) {
    StatusRequestId requestId = StatusRequestId.of(id);
    return view(
        actor,
        engine.statusRequests().refuse(actor, requestId, Optional.ofNullable(body.answer())));
  }

  @Post("/status-requests/{id}/withdraw")
  RequestView withdraw(@Parameter(hidden = true) Actor actor, String id) {
    return view(actor, engine.statusRequests().withdraw(actor, StatusRequestId.of(id)));
  }

  private RequestView view(Actor actor, StatusRequest request) {
    return views(actor, List.of(request)).getFirst();
  }

  private PageView<RequestView> page(Actor actor, Page<StatusRequest> page) {
    return new PageView<>(
        views(actor, page.items()), page.nextCursor().map(cursor -> cursor.text()));
  }

  private List<RequestView> views(Actor actor, List<StatusRequest> requests) {
    LeadContext names = LeadContext.of(engine, actor);
    Map<LeadId, String> leads = leadNames(actor, requests);
    Set<StatusMove> restricted = restricted(actor);
    return requests.stream()
        .map(request -> {
          boolean isOpen = request.state() == StatusRequestState.OPEN;
          return new RequestView(
              request.id().toString(),
              request.leadId().toString(),
              leads.getOrDefault(request.leadId(), ""),
              request.move().from(),
              request.move().to(),
              request.reason(),
              request.state(),
              ArchiveController.DeletedBy.of(request.requestedBy(), names),
              request.requestedAt(),
              request.decidedBy().map(by -> ArchiveController.DeletedBy.of(by, names)),
              request.decidedAt(),
              request.answer(),
              isOpen
                  && actor.permissions().contains(Permission.LEAD_WRITE)
                  && !request.isOf(actor)
                  && !restricted.contains(request.move()),
              isOpen && request.isWithdrawableBy(actor));
        })
        .toList();
  }

  private Set<StatusMove> restricted(Actor actor) {
    return actor.permissions().contains(Permission.LEAD_READ)
        ? engine.statusRequests().restricted(actor)
        : Set.of();
  }

  private Map<LeadId, String> leadNames(Actor actor, List<StatusRequest> requests) {
    return actor.permissions().contains(Permission.LEAD_READ)
        ? engine
            .leads()
            .names(
                actor.organizationId(),
                requests.stream().map(StatusRequest::leadId).collect(Collectors.toSet()))
        : Map.of();
  }
}
