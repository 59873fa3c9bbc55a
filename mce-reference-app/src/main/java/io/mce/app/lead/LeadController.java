package io.mce.app.lead;

import io.mce.app.http.Edits;
import io.mce.app.http.PageView;
import io.mce.app.http.Repeats;
import io.mce.app.http.Words;
import io.mce.engine.MceEngine;
import io.mce.ingestion.IntakeOutcome;
import io.mce.ingestion.IntakeResult;
import io.mce.ingestion.SourceId;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.lead.DraftProblem;
import io.mce.lead.Lead;
import io.mce.lead.LeadChange;
import io.mce.lead.LeadId;
import io.mce.lead.LeadQuery;
import io.mce.lead.LeadStatus;
import io.mce.organization.MemberId;
import io.mce.project.ProjectId;
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
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Leads: the list, the card, edits, and leads that come in by the API. */
@Tag(name = "leads")
@Controller("/api/leads")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class LeadController {

  private static final String MANUAL = "manual";
  private static final String API = "api";
  private static final int MOST_DRAFTS = 1000;

  private final MceEngine engine;
  private final Repeats repeats;

  LeadController(MceEngine engine, Repeats repeats) {
    this.engine = engine;
    this.repeats = repeats;
  }

  /** What became of a lead that was created by hand. */
  record Created(IntakeOutcome outcome, LeadView lead) {}

  /** What became of one draft. */
  record Taken(IntakeOutcome outcome, Optional<String> leadId, List<String> reasons) {
    static Taken of(IntakeResult result) {
      return new Taken(
          result.outcome(),
          result.leadId().map(LeadId::toString),
          result.problems().stream()
              .map(problem -> problem.field() + ": " + problem.reason() + " " + problem.hint())
              .toList());
    }
  }

  /** What became of each draft, in order. */
  record Ingested(List<Taken> items) {}

  /** The fields of a lead to change; those left out stay. */
  @Introspected
  record LeadPatch(
      @Nullable @Size(max = 500) String name,
      @Nullable @Size(max = 500) String company,
      @Nullable @Size(max = 100) String phone,
      @Nullable @Size(max = 320) String email,
      @Nullable String status,
      @Nullable String ownerId,
      @Nullable @Size(max = 50) List<String> tags,
      @Nullable @Size(max = 100) Map<String, Object> metadata,
      @Nullable String projectId) {

    LeadChange change() {
      LeadChange change = LeadChange.none();
      change = name == null ? change : change.name(name);
      change = company == null ? change : change.company(company);
      change = phone == null ? change : change.phone(phone);
      change = email == null ? change : change.email(email);
      change =
          status == null
              ? change
              : change.status(Words.constant(LeadStatus.class, "status", status));
      change =
          ownerId == null
              ? change
              : change.owner(
                  ownerId.isBlank() ? Optional.empty() : Optional.of(MemberId.of(ownerId)));
      change = tags == null ? change : change.tags(Set.copyOf(tags));
      change =
          projectId == null
              ? change
              : change.project(
                  projectId.isBlank()
                      ? Optional.empty()
                      : Optional.of(Words.id("projectId", projectId, ProjectId::of)));
      return metadata == null ? change : change.metadata(Metadata.texts(metadata));
    }
  }

  @Get
  PageView<LeadView> list(
      @Parameter(hidden = true) Actor actor,
      @Nullable @QueryValue String status,
      @Nullable @QueryValue String source,
      @Nullable @QueryValue String q,
      @Nullable @QueryValue Integer minScore,
      @Nullable @QueryValue String tag,
      @Nullable @QueryValue String project,
      @Nullable @QueryValue String owner,
      @Nullable @QueryValue String segmentId,
      @Nullable @QueryValue String sort,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    LeadQuery query = LeadQuery.all();
    if (status != null && !status.isBlank()) {
      query = query.status(Words.constant(LeadStatus.class, "status", status));
    }
    if (source != null && !source.isBlank()) {
      query = query.source(source);
    }
    if (q != null && !q.isBlank()) {
      query = query.text(q);
    }
    if (minScore != null) {
      query = query.minScore(minScore);
    }
    if (tag != null && !tag.isBlank()) {
      query = query.tag(tag);
    }
    if (project != null && !project.isBlank()) {
      query = query.project(Words.id("project", project, ProjectId::of));
    }
    if (owner != null && !owner.isBlank()) {
      query = query.owner(Words.id("owner", owner, MemberId::of));
    }
    LeadContext owners = owners(actor);
    query = query.sort(SortWord.ofOptional(sort));
    PageRequest page = PageRequest.of(limit, cursor);
    return PageView.of(
        segmentId == null || segmentId.isBlank()
            ? engine.leads().list(actor, query, page)
            : engine
                .segments()
                .leads(
                    actor,
                    engine
                        .segments()
                        .get(actor, Words.id("segmentId", segmentId, SegmentId::of))
                        .definition(),
                    query,
                    page),
        lead -> LeadView.of(lead, owners));
  }

  @Get("/{id}")
  HttpResponse<LeadView> get(@Parameter(hidden = true) Actor actor, String id) {
    LeadId asked = LeadId.of(id);
    LeadView lead = LeadView.of(engine.leads().get(actor, asked), asked, owners(actor));
    return Edits.withVersion(lead, lead.version());
  }

  @Post
  @Status(HttpStatus.CREATED)
  @io.swagger.v3.oas.annotations.responses.ApiResponse(responseCode = "201")
  HttpResponse<?> create(
      @Parameter(hidden = true) Actor actor,
      @Parameter(hidden = true) HttpRequest<?> request,
      @Body @Valid LeadBody body) {
    return repeats.once(request, actor, body, () -> HttpResponse.created(createOne(actor, body)));
  }

  private Created createOne(Actor actor, LeadBody body) {
    IntakeResult result =
        engine.intake().take(actor, body.draft(), SourceId.of(body.sourceOr(MANUAL)));
    LeadId leadId = result.leadId().orElseThrow(() -> rejected(result.problems()));
    return new Created(result.outcome(), view(actor, engine.leads().get(actor, leadId)));
  }

  private static MceException rejected(List<DraftProblem> problems) {
    Map<String, String> details = new LinkedHashMap<>();
    problems.forEach(
        problem -> details.put(problem.field(), problem.reason() + " " + problem.hint()));
    return new MceException(ErrorCode.INVALID, String.join(" ", details.values()), details);
  }

  @Post("/ingest")
  @Status(HttpStatus.OK)
  HttpResponse<?> ingest(
      @Parameter(hidden = true) Actor actor,
      @Parameter(hidden = true) HttpRequest<?> request,
      @Body @Valid List<@Valid LeadBody> body) {
    if (body.isEmpty() || body.size() > MOST_DRAFTS) {
      throw MceException.invalid("body", "Send 1 to " + MOST_DRAFTS + " leads at a time.");
    }
    return repeats.once(
        request,
        actor,
        body,
        () -> HttpResponse.ok(new Ingested(body.stream().map(each -> take(actor, each)).toList())));
  }

  private Taken take(Actor actor, LeadBody body) {
    return Taken.of(engine.intake().take(actor, body.draft(), SourceId.of(body.sourceOr(API))));
  }

  @Patch("/{id}")
  MutableHttpResponse<LeadView> change(
      @Parameter(hidden = true) Actor actor,
      String id,
      @Nullable @Header("If-Match") String ifMatch,
      @Body @Valid LeadPatch body) {
    LeadId leadId = LeadId.of(id);
    LeadChange change = body.change();
    return Edits.change(
        ifMatch,
        () -> view(actor, engine.leads().get(actor, leadId)),
        LeadView::version,
        version -> view(actor, engine.leads().update(actor, leadId, change, version)));
  }

  @Delete("/{id}")
  @Status(HttpStatus.NO_CONTENT)
  void delete(@Parameter(hidden = true) Actor actor, String id) {
    engine.leads().delete(actor, LeadId.of(id));
  }

  private LeadView view(Actor actor, Lead lead) {
    return LeadView.of(lead, owners(actor));
  }

  private LeadContext owners(Actor actor) {
    return LeadContext.of(engine, actor);
  }
}
