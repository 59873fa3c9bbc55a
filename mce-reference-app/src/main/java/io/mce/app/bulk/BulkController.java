package io.mce.app.bulk;

import io.mce.app.http.PageView;
import io.mce.app.http.Repeats;
import io.mce.app.organization.MemberNames;
import io.mce.bulk.BulkAction;
import io.mce.bulk.BulkChange;
import io.mce.bulk.BulkChangeId;
import io.mce.bulk.BulkFailure;
import io.mce.bulk.BulkProblem;
import io.mce.bulk.BulkTarget;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.PageRequest;
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
import org.jspecify.annotations.Nullable;

/** Changes of many leads: start, progress, what could not be changed, cancel, undo. */
@Tag(name = "leads")
@Controller("/api/leads/bulk")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class BulkController {

  private final MceEngine engine;
  private final Repeats repeats;

  BulkController(MceEngine engine, Repeats repeats) {
    this.engine = engine;
    this.repeats = repeats;
  }

  /** Where the change can be watched. */
  record BulkAccepted(String id) {
    static BulkAccepted of(BulkChange started) {
      return new BulkAccepted(started.id().toString());
    }
  }

  /**
   * A lead that was not changed.
   *
   * @param problem GONE, CHANGED, NOT_ALLOWED, REFUSED, or KEPT by an undo
   * @param detail a sentence, or with KEPT the fields, with commas between; may be empty
   */
  record BulkFailureView(String leadId, String name, BulkProblem problem, String detail) {
    static BulkFailureView of(BulkFailure failure) {
      return new BulkFailureView(
          failure.leadId().toString(), failure.name(), failure.problem(), failure.detail());
    }
  }

  @Post
  @Status(HttpStatus.ACCEPTED)
  HttpResponse<?> start(
      @Parameter(hidden = true) Actor actor,
      @Parameter(hidden = true) HttpRequest<?> request,
      @Body @Valid BulkBody body) {
    BulkTarget target = body.target(id -> engine.segments().get(actor, id).definition());
    BulkAction action = body.wanted();
    return repeats.once(
        request,
        actor,
        body,
        () ->
            HttpResponse.accepted()
                .body(BulkAccepted.of(engine.bulkChanges().start(actor, target, action))));
  }

  @Get
  PageView<BulkView> list(
      @Parameter(hidden = true) Actor actor,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    MemberNames names = MemberNames.of(engine, actor);
    return PageView.of(
        engine.bulkChanges().list(actor, PageRequest.of(limit, cursor)),
        each -> BulkView.of(each, names));
  }

  @Get("/{id}")
  BulkView get(@Parameter(hidden = true) Actor actor, String id) {
    return view(actor, engine.bulkChanges().get(actor, BulkChangeId.of(id)));
  }

  @Get("/{id}/failures")
  PageView<BulkFailureView> failures(
      @Parameter(hidden = true) Actor actor,
      String id,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    return PageView.of(
        engine.bulkChanges().failures(actor, BulkChangeId.of(id), PageRequest.of(limit, cursor)),
        BulkFailureView::of);
  }

  /** Ends a change; what was changed stays, and can be undone. */
  @Post("/{id}/cancel")
  BulkView cancel(@Parameter(hidden = true) Actor actor, String id) {
    return view(actor, engine.bulkChanges().cancel(actor, BulkChangeId.of(id)));
  }

  /** Starts another change, which takes this one back; answers with its id. */
  @Post("/{id}/undo")
  @Status(HttpStatus.ACCEPTED)
  BulkAccepted undo(@Parameter(hidden = true) Actor actor, String id) {
    return BulkAccepted.of(engine.bulkChanges().undo(actor, BulkChangeId.of(id)));
  }

  private BulkView view(Actor actor, BulkChange change) {
    return BulkView.of(change, MemberNames.of(engine, actor));
  }
}
