package io.mce.app.source;

import io.mce.app.http.WebhookRequests;
import io.mce.engine.MceEngine;
import io.mce.ingestion.HookReceipt;
import io.mce.ingestion.IntakeOutcome;
import io.mce.ingestion.IntakeResult;
import io.mce.lead.LeadId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;

/** The public address of a source: a form or an ad sends its leads here. */
@Tag(name = "hooks")
@Controller("/api/hooks")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_ANONYMOUS)
class HookController {

  private final MceEngine engine;
  private final WebhookRequests webhooks;

  HookController(MceEngine engine, WebhookRequests webhooks) {
    this.engine = engine;
    this.webhooks = webhooks;
  }

  /** What became of one lead. */
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

  /** What became of each lead, in order; {@code repeated} when all of it came before. */
  record Answer(boolean repeated, List<Taken> items) {}

  @Post("/{sourceKey}")
  @Status(HttpStatus.ACCEPTED)
  @Consumes(MediaType.ALL)
  Answer receive(@Parameter(hidden = true) HttpRequest<byte[]> request, String sourceKey) {
    HookReceipt receipt =
        engine
            .leadHooks()
            .receive(sourceKey, webhooks.of(request, request.getBody().orElse(new byte[0])));
    return new Answer(receipt.repeated(), receipt.results().stream().map(Taken::of).toList());
  }
}
