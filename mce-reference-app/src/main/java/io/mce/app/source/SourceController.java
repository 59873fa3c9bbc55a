package io.mce.app.source;

import io.mce.app.http.PageView;
import io.mce.app.http.Repeats;
import io.mce.app.setup.ServerSettings;
import io.mce.engine.MceEngine;
import io.mce.ingestion.HookSignature;
import io.mce.ingestion.LeadSource;
import io.mce.ingestion.LeadSourceDraft;
import io.mce.kernel.Actor;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
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
import java.util.Optional;
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
      Instant createdAt) {}

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

  private SourceView view(LeadSource source) {
    return new SourceView(
        source.id().toString(),
        source.name().value(),
        "WEBHOOK",
        source.key(),
        settings.publicUrl() + "/api/hooks/" + source.key(),
        source.signature(),
        source.createdAt());
  }
}
