package io.mce.app.organization;

import io.mce.app.http.Edits;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.organization.Organization;
import io.mce.organization.OrganizationChange;
import io.micronaut.core.annotation.Introspected;
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
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.ZoneId;
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

  /** The organization. */
  record OrganizationView(
      String id,
      String name,
      String defaultRegion,
      String timeZone,
      Optional<String> businessHours,
      Optional<String> quietHours,
      long version) {

    static OrganizationView of(Organization organization) {
      return new OrganizationView(
          organization.id().toString(),
          organization.name(),
          organization.defaultRegion(),
          organization.timeZone().getId(),
          organization.businessHours(),
          organization.quietHours(),
          organization.version());
    }
  }

  /** What to change; what is left out stays. */
  @Introspected
  record OrganizationPatch(
      @Nullable @Size(max = 200) String name,
      @Nullable @Size(max = 2) String defaultRegion,
      @Nullable @Size(max = 60) String timeZone,
      @Nullable @Size(max = 500) String businessHours,
      @Nullable @Size(max = 500) String quietHours) {

    OrganizationChange change() {
      return new OrganizationChange(
          Optional.ofNullable(name),
          Optional.ofNullable(defaultRegion),
          Optional.ofNullable(timeZone).map(OrganizationPatch::zone),
          Optional.ofNullable(businessHours),
          Optional.ofNullable(quietHours));
    }

    private static ZoneId zone(String name) {
      try {
        return ZoneId.of(name);
      } catch (DateTimeException e) {
        throw MceException.invalid(
            "timeZone", "A time zone has a name such as Asia/Kolkata or America/Sao_Paulo.");
      }
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
      @Body @Valid OrganizationPatch body) {
    OrganizationChange change = body.change();
    return Edits.change(
        ifMatch,
        () -> OrganizationView.of(engine.organizations().get(actor)),
        OrganizationView::version,
        version -> OrganizationView.of(engine.organizations().update(actor, change, version)));
  }
}
