package io.mce.app.identity;

import io.mce.app.http.SignedIn;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;

/** Who is logged in. */
@Tag(name = "auth")
@Controller("/api/me")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class MeController {

  private final Sessions sessions;

  MeController(Sessions sessions) {
    this.sessions = sessions;
  }

  @Get
  Session.Me me(@Parameter(hidden = true) SignedIn signedIn) {
    return sessions.me(UUID.fromString(signedIn.member().userId()), signedIn.member());
  }
}
