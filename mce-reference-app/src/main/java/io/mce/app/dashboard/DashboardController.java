package io.mce.app.dashboard;

import io.mce.analytics.Overview;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Figures at a glance. */
@Tag(name = "dashboard")
@Controller("/api/dashboard")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class DashboardController {

  private static final int DAYS = 30;

  private final MceEngine engine;

  DashboardController(MceEngine engine) {
    this.engine = engine;
  }

  @Get
  Overview overview(@Parameter(hidden = true) Actor actor, @Nullable @QueryValue Integer days) {
    return engine.dashboard().overview(actor, days == null ? DAYS : days);
  }
}
