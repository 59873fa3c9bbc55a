package io.mce.app.scoring;

import io.mce.app.http.Edits;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.scoring.RescoringProgress;
import io.mce.scoring.ScorePreview;
import io.mce.scoring.ScoringPolicies;
import io.mce.scoring.ScoringRule.Group;
import io.mce.scoring.ScoringRules;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** By which rules leads are scored. */
@Tag(name = "scoring")
@Controller("/api/scoring")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class ScoringController {

  private final MceEngine engine;

  ScoringController(MceEngine engine) {
    this.engine = engine;
  }

  /**
   * The rules, and how far the leads are scored by them.
   *
   * @param usual whether these are the usual rules, because the organization has none of its own
   */
  record RulesView(
      boolean usual,
      List<RulesBody.RuleBody> rules,
      Map<Group, Integer> caps,
      RescoringProgress progress,
      long version) {}

  @Get("/rules")
  HttpResponse<RulesView> get(@Parameter(hidden = true) Actor actor) {
    ScoringPolicies.Chosen chosen = engine.scoringPolicies().get(actor);
    return Edits.withVersion(view(actor, chosen), chosen.version());
  }

  @Put("/rules")
  MutableHttpResponse<RulesView> change(
      @Parameter(hidden = true) Actor actor,
      @Nullable @Header("If-Match") String ifMatch,
      @Body @Valid RulesBody body) {
    ScoringRules rules = body.all();
    return Edits.change(
        ifMatch,
        () -> view(actor, engine.scoringPolicies().get(actor)),
        RulesView::version,
        version -> view(actor, engine.scoringPolicies().change(actor, rules, version)));
  }

  @Post("/rules/preview")
  HttpResponse<ScorePreview> preview(
      @Parameter(hidden = true) Actor actor, @Body @Valid RulesBody body) {
    return HttpResponse.ok(engine.scoringPolicies().preview(actor, body.all()));
  }

  @Get("/progress")
  RescoringProgress progress(@Parameter(hidden = true) Actor actor) {
    return engine.scoringPolicies().progress(actor);
  }

  private RulesView view(Actor actor, ScoringPolicies.Chosen chosen) {
    ScoringRules rules = chosen.rules().orElseGet(ScoringRules::usual);
    return new RulesView(
        chosen.rules().isEmpty(),
        rules.rules().stream().map(RulesBody.RuleBody::of).toList(),
        rules.caps(),
        engine.scoringPolicies().progress(actor),
        chosen.version());
  }
}
