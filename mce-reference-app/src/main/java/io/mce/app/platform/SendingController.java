package io.mce.app.platform;

import io.mce.app.http.SignedIn;
import io.mce.app.identity.PlatformAdmins;
import io.mce.engine.MceEngine;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether the installation sends, for who looks after it. */
@Tag(name = "platform")
@Controller("/api/platform/sending")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class SendingController {

  private final MceEngine engine;
  private final PlatformAdmins admins;

  SendingController(MceEngine engine, PlatformAdmins admins) {
    this.engine = engine;
    this.admins = admins;
  }

  /**
   * Whether messages go out.
   *
   * @param cause in what way the database looks like a copy: ALONE, ELSEWHERE or OLDER
   * @param since when the engine found out
   */
  record Sending(boolean held, @Nullable String cause, @Nullable Instant since) {}

  /**
   * How to go on.
   *
   * @param cancelQueued whether messages are cancelled that were queued before sending was held
   */
  @Introspected
  record Release(@NotNull Boolean cancelQueued) {}

  @Get
  Sending get(@Parameter(hidden = true) SignedIn signedIn) {
    admins.require(signedIn);
    return sending();
  }

  @Post("/release")
  Sending release(@Parameter(hidden = true) SignedIn signedIn, @Body @Valid Release body) {
    admins.require(signedIn);
    engine.sendingHold().release("platform:" + signedIn.member().userId(), body.cancelQueued());
    return sending();
  }

  private Sending sending() {
    return engine
        .sendingHold()
        .held()
        .map(held -> new Sending(true, held.cause().name(), held.since()))
        .orElse(new Sending(false, null, null));
  }
}
