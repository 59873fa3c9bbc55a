package io.mce.app.channel;

import io.mce.app.http.PageView;
import io.mce.app.http.Repeats;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.provider.AccountId;
import io.mce.spi.TemplateCategory;
import io.mce.spi.TemplateDraft;
import io.mce.template.ChannelTemplate;
import io.mce.template.TemplateLibrary;
import io.mce.template.TemplateState;
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
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The templates that carriers have approved. */
@Tag(name = "channels")
@Controller("/api/channels")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class TemplateController {

  private final MceEngine engine;
  private final Repeats repeats;

  TemplateController(MceEngine engine, Repeats repeats) {
    this.engine = engine;
    this.repeats = repeats;
  }

  /** A template; {@code parameters} are what must be given to send it. */
  record TemplateView(
      String name,
      String language,
      Optional<TemplateCategory> category,
      String body,
      List<String> parameters,
      TemplateState state,
      Optional<String> quality,
      Optional<String> reason) {

    static TemplateView of(ChannelTemplate template) {
      return new TemplateView(
          template.name(),
          template.language(),
          template.category(),
          template.body(),
          template.parameters(),
          template.state(),
          template.quality(),
          template.reason());
    }
  }

  /** The templates of one account. */
  record LibraryView(
      String accountId,
      String accountName,
      String channel,
      boolean submits,
      Optional<Instant> syncedAt,
      Optional<String> problem,
      List<TemplateView> templates) {

    static LibraryView of(TemplateLibrary library) {
      return new LibraryView(
          library.account().toString(),
          library.accountName(),
          library.channel(),
          library.submits(),
          library.syncedAt(),
          library.problem(),
          library.templates().stream().map(TemplateView::of).toList());
    }
  }

  /**
   * A template to be approved.
   *
   * @param examples a value for each variable of the body
   */
  @Introspected
  record TemplateBody(
      @NotBlank @Size(max = 512) @Pattern(regexp = "[a-z0-9_]+") String name,
      @NotBlank @Size(max = 20) @Pattern(regexp = "[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8}){0,2}")
          String language,
      @NotNull TemplateCategory category,
      @NotBlank @Size(max = 1024) String body,
      @Nullable @Size(max = 100) Map<String, @Size(max = 1024) String> examples,
      @Nullable @Size(max = 60) String header,
      @Nullable @Size(max = 60) String footer,
      @Nullable @Size(max = 10) List<@NotBlank @Size(max = 25) String> replies) {

    TemplateDraft draft() {
      try {
        return new TemplateDraft(
            name,
            language,
            category,
            Optional.ofNullable(header).filter(text -> !text.isBlank()),
            body,
            examples == null ? Map.of() : examples,
            Optional.ofNullable(footer).filter(text -> !text.isBlank()),
            replies == null ? List.of() : replies);
      } catch (IllegalArgumentException e) {
        throw MceException.invalid("body", "The template cannot be: " + e.getMessage() + ".");
      }
    }
  }

  @Get("/templates")
  PageView<LibraryView> templates(@Parameter(hidden = true) Actor actor) {
    return PageView.all(engine.channelTemplates().list(actor), LibraryView::of);
  }

  /** Reads the templates of an account from its carrier now. */
  @Post("/{id}/templates/sync")
  LibraryView sync(@Parameter(hidden = true) Actor actor, String id) {
    return LibraryView.of(engine.channelTemplates().sync(actor, AccountId.of(id)));
  }

  /** Hands a template to the carrier. */
  @Post("/{id}/templates")
  @Status(HttpStatus.CREATED)
  HttpResponse<?> submit(
      @Parameter(hidden = true) Actor actor,
      @Parameter(hidden = true) HttpRequest<?> request,
      String id,
      @Body @Valid TemplateBody body) {
    AccountId accountId = AccountId.of(id);
    return repeats.once(
        request,
        actor,
        body,
        () ->
            HttpResponse.created(
                TemplateView.of(engine.channelTemplates().submit(actor, accountId, body.draft()))));
  }
}
