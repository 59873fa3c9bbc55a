package io.mce.app.organization;

import io.mce.app.http.Edits;
import io.mce.channel.SendingLimits;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/** How much the organization lets its accounts send; quiet hours stand with its other settings. */
@Tag(name = "organization")
@Controller("/api/sending-limits")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class SendingLimitController {

  private final MceEngine engine;

  SendingLimitController(MceEngine engine) {
    this.engine = engine;
  }

  @Get
  HttpResponse<LimitsView> get(@Parameter(hidden = true) Actor actor) {
    SendingLimits.Chosen chosen = engine.sendingLimits().get(actor);
    return Edits.withVersion(LimitsView.of(chosen), chosen.version());
  }

  /** Replaces all limits; what is left out is not limited. */
  @Put
  MutableHttpResponse<LimitsView> change(
      @Parameter(hidden = true) Actor actor,
      @Nullable @Header("If-Match") String ifMatch,
      @Body @Valid LimitsBody body) {
    return Edits.change(
        ifMatch,
        () -> LimitsView.of(engine.sendingLimits().get(actor)),
        LimitsView::version,
        version -> LimitsView.of(engine.sendingLimits().change(actor, body.rules(), version)));
  }
}
