package io.mce.app.source;

import io.mce.app.http.Edits;
import io.mce.app.http.PageView;
import io.mce.app.http.Repeats;
import io.mce.app.setup.ServerSettings;
import io.mce.engine.MceEngine;
import io.mce.ingestion.HookSignature;
import io.mce.ingestion.IntakeOutcome;
import io.mce.ingestion.LeadMapping;
import io.mce.ingestion.LeadSource;
import io.mce.ingestion.LeadSourceDraft;
import io.mce.ingestion.TestedLead;
import io.mce.kernel.Actor;
import io.mce.lead.LeadDraft;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sources that send leads by webhook. */
@Tag(name = "sources")
@Controller("/api/sources")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class SourceController {

  private final MceEngine engine;
  private final ServerSettings settings;
  private final Repeats repeats;

  SourceController(MceEngine engine, ServerSettings settings, Repeats repeats) {
    this.engine = engine;
    this.settings = settings;
    this.repeats = repeats;
  }

  /**
   * A new source.
   *
   * @param signature how it proves what it sends; absent: not at all
   * @param secret what it signs with
   */
  @Introspected
  record SourceBody(
      @NotBlank @Size(max = 100) String name,
      @Nullable HookSignature signature,
      @Nullable @Size(max = 500) String secret) {

    LeadSourceDraft draft() {
      return new LeadSourceDraft(
          name,
          signature == null ? HookSignature.NONE : signature,
          Optional.ofNullable(secret).filter(text -> !text.isEmpty()));
    }

    /** The secret stays out. */
    @Override
    public String toString() {
      return "SourceBody";
    }
  }

  /** A source; its address is its secret. */
  record SourceView(
      String id,
      String name,
      String kind,
      String key,
      String hookUrl,
      HookSignature signature,
      Optional<MappingView> mapping,
      Instant createdAt,
      long version) {}

  /** Which part of a delivery becomes which field of a lead. */
  record MappingView(Optional<String> leads, List<RuleView> rules, boolean keepRest) {

    static MappingView of(LeadMapping mapping) {
      return new MappingView(
          mapping.leads(),
          mapping.rules().stream()
              .map(rule -> new RuleView(rule.field(), rule.pointer(), rule.otherwise()))
              .toList(),
          mapping.keepRest());
    }
  }

  /** One field of a lead. */
  record RuleView(String field, Optional<String> pointer, Optional<String> otherwise) {}

  /**
   * A mapping; one without rules takes the mapping away, and fields are guessed by their names.
   *
   * @param leads JSON Pointer to the list of leads; absent: the delivery is one lead or a list
   * @param keepRest whether what no rule names is kept as metadata; absent: it is
   */
  @Introspected
  record MappingBody(
      @Nullable @Size(max = 500) String leads,
      @Nullable @Size(max = 100) List<@Valid RuleBody> rules,
      @Nullable Boolean keepRest) {

    Optional<LeadMapping> mapping() {
      return rules == null || rules.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new LeadMapping(
                  Optional.ofNullable(leads).filter(text -> !text.isBlank()),
                  rules.stream().map(RuleBody::rule).toList(),
                  keepRest == null || keepRest));
    }

    /** Constants stay out. */
    @Override
    public String toString() {
      return "MappingBody";
    }
  }

  /**
   * One rule.
   *
   * @param field name, firstName, lastName, phone, email, company, externalId, tags, source,
   *     status, or metadata. and a key
   * @param pointer JSON Pointer to its value
   * @param otherwise its value where nothing stands there
   */
  @Introspected
  record RuleBody(
      @NotBlank @Size(max = 120) String field,
      @Nullable @Size(max = 500) String pointer,
      @Nullable @Size(max = 500) String otherwise) {

    LeadMapping.Rule rule() {
      return new LeadMapping.Rule(
          field,
          Optional.ofNullable(pointer).filter(text -> !text.isBlank()),
          Optional.ofNullable(otherwise).filter(text -> !text.isBlank()));
    }
  }

  /** What a source sent last; {@code body} as text. */
  record SampleView(String contentType, String body, Instant receivedAt) {}

  /** The last delivery, if there is one of the last day. */
  record LastDelivery(Optional<SampleView> sample) {}

  /**
   * A delivery to be tried.
   *
   * @param contentType absent: JSON
   * @param mapping tried instead of the source's own; absent: its own
   */
  @Introspected
  record TestBody(
      @Nullable @Size(max = 200) String contentType,
      @NotBlank @Size(max = 100_000) String body,
      @Nullable @Valid MappingBody mapping) {

    /** What it brings is personal and stays out. */
    @Override
    public String toString() {
      return "TestBody";
    }
  }

  /** What would be understood of one lead, and what would become of it. */
  record Understood(
      String name,
      Optional<String> phone,
      Optional<String> email,
      Optional<String> company,
      Optional<String> externalId,
      Set<String> tags,
      Map<String, String> metadata,
      IntakeOutcome outcome,
      List<String> reasons) {

    static Understood of(TestedLead tested) {
      LeadDraft draft = tested.draft();
      return new Understood(
          draft.name(),
          draft.phone(),
          draft.email(),
          draft.company(),
          draft.externalId(),
          draft.tags(),
          draft.metadata(),
          tested.result().outcome(),
          HookController.Taken.of(tested.result()).reasons());
    }

    /** What is understood is personal and stays out. */
    @Override
    public String toString() {
      return "Understood[" + outcome + "]";
    }
  }

  /** What would become of a delivery. */
  record Tested(List<Understood> items) {}

  @Get
  PageView<SourceView> list(@Parameter(hidden = true) Actor actor) {
    return PageView.all(engine.leadSources().list(actor), this::view);
  }

  @Post
  @Status(HttpStatus.CREATED)
  HttpResponse<?> create(
      @Parameter(hidden = true) Actor actor,
      @Parameter(hidden = true) HttpRequest<?> request,
      @Body @Valid SourceBody body) {
    return repeats.once(
        request,
        actor,
        body,
        () -> HttpResponse.created(view(engine.leadSources().create(actor, body.draft()))));
  }

  /** Says which part of a delivery becomes which field. */
  @Put("/{id}/mapping")
  MutableHttpResponse<SourceView> map(
      @Parameter(hidden = true) Actor actor,
      UUID id,
      @Nullable @Header("If-Match") String ifMatch,
      @Body @Valid MappingBody body) {
    return Edits.change(
        ifMatch,
        () -> view(engine.leadSources().get(actor, id)),
        SourceView::version,
        version -> view(engine.leadSources().map(actor, id, body.mapping(), version)));
  }

  /** What the source sent last. */
  @Get("/{id}/sample")
  LastDelivery sample(@Parameter(hidden = true) Actor actor, UUID id) {
    return new LastDelivery(
        engine
            .leadHooks()
            .sample(actor, id)
            .map(last -> new SampleView(last.contentType(), last.body(), last.receivedAt())));
  }

  /** Shows what would be understood of a delivery, and stores nothing. */
  @Post("/{id}/test")
  Tested test(@Parameter(hidden = true) Actor actor, UUID id, @Body @Valid TestBody body) {
    return new Tested(
        engine
            .leadHooks()
            .test(
                actor,
                id,
                body.contentType() == null ? "application/json" : body.contentType(),
                body.body(),
                body.mapping() == null ? Optional.empty() : body.mapping().mapping())
            .stream()
            .map(Understood::of)
            .toList());
  }

  private SourceView view(LeadSource source) {
    return new SourceView(
        source.id().toString(),
        source.name().value(),
        "WEBHOOK",
        source.key(),
        settings.publicUrl() + "/api/hooks/" + source.key(),
        source.signature(),
        source.mapping().map(MappingView::of),
        source.createdAt(),
        source.version());
  }
}
