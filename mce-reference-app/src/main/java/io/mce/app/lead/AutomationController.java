package io.mce.app.lead;

import io.mce.app.http.Words;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.lead.LeadId;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Whether automations may write to a lead. */
@Tag(name = "leads")
@Controller("/api/leads/{id}/automation")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class AutomationController {

  private final MceEngine engine;

  AutomationController(MceEngine engine) {
    this.engine = engine;
  }

  /** PAUSE or RESUME. */
  record AutomationAction(@Nullable String action) {}

  private enum Word {
    PAUSE,
    RESUME
  }

  @Post
  @Status(HttpStatus.OK)
  LeadView change(@Parameter(hidden = true) Actor actor, String id, @Body AutomationAction body) {
    LeadId leadId = LeadId.of(id);
    switch (Words.constant(Word.class, "action", body.action())) {
      case PAUSE -> engine.conversations().pauseAutomation(actor, leadId);
      case RESUME -> engine.conversations().resumeAutomation(actor, leadId);
    }
    return LeadView.of(engine.leads().get(actor, leadId), LeadContext.of(engine, actor));
  }
}
