package io.mce.app.lead;

import io.mce.app.http.Edits;
import io.mce.app.http.PageView;
import io.mce.app.http.Repeats;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.lead.Lead;
import io.mce.lead.LeadQuery;
import io.mce.segment.Segment;
import io.mce.segment.SegmentChange;
import io.mce.segment.SegmentCount;
import io.mce.segment.SegmentDefinition;
import io.mce.segment.SegmentId;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
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
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Segments: conditions on leads under a name, and who fits them now. */
@Tag(name = "segments")
@Controller("/api/segments")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class SegmentController {

  private final MceEngine engine;
  private final Repeats repeats;

  SegmentController(MceEngine engine, Repeats repeats) {
    this.engine = engine;
    this.repeats = repeats;
  }

  /** A segment; the definition is as it was sent. */
  record SegmentView(
      String id,
      String name,
      Map<String, Object> definition,
      Instant createdAt,
      Instant updatedAt,
      long version) {

    static SegmentView of(Segment segment) {
      return new SegmentView(
          segment.id().toString(),
          segment.name(),
          segment.definition().json(),
          segment.createdAt(),
          segment.updatedAt(),
          segment.version());
    }
  }

  /**
   * A new segment.
   *
   * @param definition {@code version} 1 and one condition: all, any, not, status, source, owner,
   *     score, tags, created, updated, name, company, phone, email, automation, doNotContact,
   *     activity or field: a custom field by its id and type, and how it is compared
   */
  @Introspected
  record SegmentBody(
      @NotBlank @Size(max = 100) String name, @NotNull Map<String, @Nullable Object> definition) {}

  /** What to change; what is left out stays. */
  @Introspected
  record SegmentPatch(
      @Nullable @Size(max = 100) String name, @Nullable Map<String, @Nullable Object> definition) {

    SegmentChange change() {
      SegmentChange change = SegmentChange.none();
      change = name == null ? change : change.name(name);
      return definition == null ? change : change.definition(SegmentDefinition.of(definition));
    }
  }

  /**
   * Conditions that need not be saved.
   *
   * @param q a text to look for in what fits, as the list of leads has it
   */
  @Introspected
  record PreviewBody(
      @NotNull Map<String, @Nullable Object> definition,
      @Nullable @Size(max = 200) String q,
      @Nullable String sort,
      @Nullable Integer limit,
      @Nullable String cursor) {}

  /**
   * Who fits now.
   *
   * @param count exact unless there are more
   * @param more whether there are more than the count
   */
  record PreviewView(long count, boolean more, List<LeadView> items, Optional<String> nextCursor) {}

  @Get
  PageView<SegmentView> list(
      @Parameter(hidden = true) Actor actor,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    return PageView.of(
        engine.segments().list(actor, PageRequest.of(limit, cursor)), SegmentView::of);
  }

  @Post
  @Status(HttpStatus.CREATED)
  HttpResponse<?> create(
      @Parameter(hidden = true) Actor actor,
      @Parameter(hidden = true) HttpRequest<?> request,
      @Body @Valid SegmentBody body) {
    SegmentDefinition definition = SegmentDefinition.of(body.definition());
    return repeats.once(
        request,
        actor,
        body,
        () ->
            HttpResponse.created(
                SegmentView.of(engine.segments().create(actor, body.name(), definition))));
  }

  @Post("/preview")
  @Status(HttpStatus.OK)
  PreviewView preview(@Parameter(hidden = true) Actor actor, @Body @Valid PreviewBody body) {
    SegmentDefinition definition = SegmentDefinition.of(body.definition());
    LeadQuery wanted = LeadQuery.all().sort(SortWord.ofOptional(body.sort()));
    LeadQuery query = body.q() == null ? wanted : wanted.text(body.q());
    Page<Lead> page =
        engine
            .segments()
            .leads(actor, definition, query, PageRequest.of(body.limit(), body.cursor()));
    SegmentCount count = engine.segments().count(actor, definition, query);
    LeadContext context = LeadContext.of(engine, actor);
    PageView<LeadView> leads = PageView.of(page, lead -> LeadView.of(lead, context));
    return new PreviewView(count.count(), count.more(), leads.items(), leads.nextCursor());
  }

  @Get("/{id}")
  HttpResponse<SegmentView> get(@Parameter(hidden = true) Actor actor, String id) {
    SegmentView view = SegmentView.of(engine.segments().get(actor, SegmentId.of(id)));
    return Edits.withVersion(view, view.version());
  }

  @Patch("/{id}")
  MutableHttpResponse<SegmentView> change(
      @Parameter(hidden = true) Actor actor,
      String id,
      @Nullable @Header("If-Match") String ifMatch,
      @Body @Valid SegmentPatch body) {
    SegmentId segmentId = SegmentId.of(id);
    SegmentChange change = body.change();
    return Edits.change(
        ifMatch,
        () -> SegmentView.of(engine.segments().get(actor, segmentId)),
        SegmentView::version,
        version -> SegmentView.of(engine.segments().change(actor, segmentId, change, version)));
  }

  @Delete("/{id}")
  @Status(HttpStatus.NO_CONTENT)
  void delete(@Parameter(hidden = true) Actor actor, String id) {
    SegmentId segmentId = SegmentId.of(id);
    engine.segments().delete(actor, segmentId, engine.segments().get(actor, segmentId).version());
  }
}
