package io.mce.app.platform;

import io.mce.app.http.PageView;
import io.mce.app.http.SignedIn;
import io.mce.app.identity.NewOrganizations;
import io.mce.app.identity.PlatformAdmins;
import io.mce.app.setup.ServerSettings;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.EmailAddress;
import io.mce.kernel.PageRequest;
import io.mce.organization.IssuedInvitation;
import io.mce.organization.Member;
import io.mce.organization.Organization;
import io.mce.organization.Role;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The organizations of the installation, for who looks after it. */
@Tag(name = "platform")
@Controller("/api/platform/organizations")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class PlatformController {

  private static final String NAME = "platform";

  private final MceEngine engine;
  private final PlatformAdmins admins;
  private final NewOrganizations newOrganizations;
  private final ServerSettings settings;

  PlatformController(
      MceEngine engine,
      PlatformAdmins admins,
      NewOrganizations newOrganizations,
      ServerSettings settings) {
    this.engine = engine;
    this.admins = admins;
    this.newOrganizations = newOrganizations;
    this.settings = settings;
  }

  /**
   * An organization from outside.
   *
   * @param members how many people work there
   * @param leads how many leads it has
   */
  record OrganizationSummary(String id, String name, Instant createdAt, long members, long leads) {}

  /** Whom a new organization is for. */
  @Introspected
  record OrganizationDraft(
      @NotBlank @Size(max = 200) String name, @NotBlank @Size(max = 320) String ownerEmail) {

    /** The address stays out. */
    @Override
    public String toString() {
      return "OrganizationDraft";
    }
  }

  /**
   * A new organization.
   *
   * @param organizationNameChanged the name was taken, so that a number stands behind it
   * @param invitationUrl what its owner opens to join; only in this answer
   * @param expiresAt when the link ends
   */
  record CreatedOrganization(
      String id,
      String name,
      boolean organizationNameChanged,
      String invitationUrl,
      Instant expiresAt) {

    /** The link stays out. */
    @Override
    public String toString() {
      return "CreatedOrganization[" + id + "]";
    }
  }

  @Get
  PageView<OrganizationSummary> list(
      @Parameter(hidden = true) SignedIn signedIn,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    admins.require(signedIn);
    return PageView.of(engine.organizations().list(PageRequest.of(limit, cursor)), this::summary);
  }

  private OrganizationSummary summary(Organization organization) {
    Actor counting = Actor.system(organization.id(), NAME);
    return new OrganizationSummary(
        organization.id().toString(),
        organization.name(),
        organization.createdAt(),
        engine.members().list(counting).stream().filter(Member::active).count(),
        engine.dashboard().overview(counting, 1).totalLeads());
  }

  @Post
  @Status(HttpStatus.CREATED)
  CreatedOrganization create(
      @Parameter(hidden = true) SignedIn signedIn, @Body @Valid OrganizationDraft body) {
    admins.require(signedIn);
    EmailAddress owner = EmailAddress.parse(body.ownerEmail()).orThrow("ownerEmail");
    Organization organization = newOrganizations.create(body.name());
    IssuedInvitation issued =
        engine.invitations().invite(Actor.system(organization.id(), NAME), owner, Role.OWNER);
    return new CreatedOrganization(
        organization.id().toString(),
        organization.name(),
        !organization.name().equals(body.name().strip()),
        settings.publicUrl() + "/invitation/" + issued.token(),
        issued.invitation().expiresAt());
  }
}
