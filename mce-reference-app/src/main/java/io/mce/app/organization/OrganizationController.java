package io.mce.app.organization;

import io.mce.app.http.Edits;
import io.mce.app.organization.SettingsBody.SpanBody;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.organization.Organization;
import io.mce.organization.OrganizationChange;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The organization of the token. */
@Tag(name = "organization")
@Controller("/api/organization")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class OrganizationController {

  private final MceEngine engine;

  OrganizationController(MceEngine engine) {
    this.engine = engine;
  }

  /**
   * The organization.
   *
   * @param businessHours for each weekday (MONDAY) when it is open, in its time zone
   * @param quietHours when nobody is to be written to; may pass midnight
   * @param languages in which it talks to leads, the preferred one first
   */
  record OrganizationView(
      String id,
      String name,
      String defaultRegion,
      String timeZone,
      Optional<Map<DayOfWeek, List<SpanBody>>> businessHours,
      Optional<SpanBody> quietHours,
      List<String> languages,
      long version) {

    static OrganizationView of(Organization organization) {
      return new OrganizationView(
          organization.id().toString(),
          organization.name(),
          organization.defaultRegion(),
          organization.timeZone().getId(),
          organization.businessHours().map(SettingsBody::of),
          organization.quietHours().map(SpanBody::of),
          organization.languages(),
          organization.version());
    }
  }

  @Get
  HttpResponse<OrganizationView> get(@Parameter(hidden = true) Actor actor) {
    OrganizationView view = OrganizationView.of(engine.organizations().get(actor));
    return Edits.withVersion(view, view.version());
  }

  @Patch
  MutableHttpResponse<OrganizationView> change(
      @Parameter(hidden = true) Actor actor,
      @Nullable @Header("If-Match") String ifMatch,
      @Body @Valid SettingsBody body) {
    OrganizationChange change = body.change();
    return Edits.change(
        ifMatch,
        () -> OrganizationView.of(engine.organizations().get(actor)),
        OrganizationView::version,
        version -> OrganizationView.of(engine.organizations().update(actor, change, version)));
  }
}
