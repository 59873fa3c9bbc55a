package io.mce.app.audit;

import io.mce.app.http.PageView;
import io.mce.app.http.SignedIn;
import io.mce.app.identity.PlatformAdmins;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PageRequest;
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

/**
 * The audit trail of any organization, for who looks after the installation: who did what to which
 * id, when and from where, without the values of anybody's leads. That it was read becomes part of
 * the trail, so that the organization knows.
 */
@Tag(name = "platform")
@Controller("/api/platform/organizations/{id}/audit")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class PlatformAuditController {

  private final MceEngine engine;
  private final PlatformAdmins admins;
  private final AuditLines lines;

  PlatformAuditController(MceEngine engine, PlatformAdmins admins, AuditLines lines) {
    this.engine = engine;
    this.admins = admins;
    this.lines = lines;
  }

  /** Lines of the trail, newest first. */
  @Get
  PageView<AuditLineView> list(
      @Parameter(hidden = true) SignedIn signedIn,
      String id,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    admins.require(signedIn);
    Actor platform = Actor.system(OrganizationId.of(id), "platform:" + signedIn.member().userId());
    Actor reader = signedIn.actor().origin().map(platform::from).orElse(platform);
    engine.organizations().get(reader);
    PageRequest page = PageRequest.of(limit, cursor);
    if (cursor == null || cursor.isBlank()) {
      engine.audit().note(reader, "trail-read-by-platform");
    }
    return PageView.of(lines.fromOutside(reader, page), line -> line);
  }
}
