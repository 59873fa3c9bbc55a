package io.mce.app.lead;

import io.mce.app.http.PageView;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.PageRequest;
import io.mce.lead.MergeSuggestion;
import io.mce.lead.MergeSuggestionId;
import io.micronaut.http.HttpStatus;
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
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Leads that may be one person. */
@Tag(name = "leads")
@Controller("/api/leads/suggestions")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class SuggestionController {

  private final MceEngine engine;

  SuggestionController(MceEngine engine) {
    this.engine = engine;
  }

  /** Two leads that may be one; a likeness is 0 to 100. */
  record SuggestionView(
      String id,
      LeadView first,
      LeadView second,
      MergeSuggestion.Reason reason,
      int likeness,
      Instant createdAt) {
    static SuggestionView of(MergeSuggestion suggestion, LeadContext names) {
      return new SuggestionView(
          suggestion.id().toString(),
          LeadView.of(suggestion.first(), names),
          LeadView.of(suggestion.second(), names),
          suggestion.reason(),
          suggestion.likeness(),
          suggestion.createdAt());
    }
  }

  @Get
  PageView<SuggestionView> list(
      @Parameter(hidden = true) Actor actor,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    LeadContext names = LeadContext.of(engine, actor);
    return PageView.of(
        engine.mergeSuggestions().list(actor, PageRequest.of(limit, cursor)),
        suggestion -> SuggestionView.of(suggestion, names));
  }

  @Post("/{id}/dismiss")
  @Status(HttpStatus.NO_CONTENT)
  void dismiss(@Parameter(hidden = true) Actor actor, String id) {
    engine.mergeSuggestions().dismiss(actor, MergeSuggestionId.of(id));
  }

  @Post("/scan")
  @Status(HttpStatus.ACCEPTED)
  void scan(@Parameter(hidden = true) Actor actor) {
    engine.mergeSuggestions().scan(actor);
  }
}
