package io.mce.app.organization;

import io.mce.app.http.PageView;
import io.mce.app.identity.UserDirectory;
import io.mce.app.setup.ServerSettings;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.EmailAddress;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.Permission;
import io.mce.organization.Invitation;
import io.mce.organization.InvitationId;
import io.mce.organization.InvitationState;
import io.mce.organization.IssuedInvitation;
import io.mce.organization.Member;
import io.mce.organization.Role;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Who is asked to join the organization. */
@Tag(name = "team")
@Controller("/api/invitations")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class InvitationController {

  private final MceEngine engine;
  private final UserDirectory users;
  private final ServerSettings settings;

  InvitationController(MceEngine engine, UserDirectory users, ServerSettings settings) {
    this.engine = engine;
    this.users = users;
    this.settings = settings;
  }

  /**
   * An invitation.
   *
   * @param invitedBy name of the member who invited
   * @param url what the person opens to join; only in the answer that made the invitation
   */
  record InvitationView(
      String id,
      String email,
      Role role,
      InvitationState state,
      Optional<String> invitedBy,
      Instant createdAt,
      Instant expiresAt,
      Optional<String> url) {

    static InvitationView of(
        Invitation invitation, Optional<String> invitedBy, Optional<String> url) {
      return new InvitationView(
          invitation.id().toString(),
          invitation.email().address(),
          invitation.role(),
          invitation.state(),
          invitedBy,
          invitation.createdAt(),
          invitation.expiresAt(),
          url);
    }

    /** The link stays out. */
    @Override
    public String toString() {
      return "InvitationView[" + id + "]";
    }
  }

  /** Whom to invite, and as what. */
  @Introspected
  record InvitationDraft(@NotBlank @Size(max = 320) String email, @NotNull Role role) {}

  @Get
  PageView<InvitationView> list(@Parameter(hidden = true) Actor actor) {
    MemberNames names = MemberNames.of(engine, actor);
    return PageView.all(
        engine.invitations().list(actor),
        invitation ->
            InvitationView.of(invitation, names.name(invitation.invitedBy()), Optional.empty()));
  }

  @Post
  @Status(HttpStatus.CREATED)
  InvitationView invite(@Parameter(hidden = true) Actor actor, @Body @Valid InvitationDraft body) {
    EmailAddress email = EmailAddress.parse(body.email()).orThrow("email");
    actor.require(Permission.MEMBER_MANAGE);
    users
        .userId(email)
        .flatMap(userId -> engine.members().findByUser(actor.organizationId(), userId))
        .ifPresent(InvitationController::refuse);
    IssuedInvitation issued = engine.invitations().invite(actor, email, body.role());
    return InvitationView.of(
        issued.invitation(),
        Optional.empty(),
        Optional.of(settings.publicUrl() + "/invitation/" + issued.token()));
  }

  private static void refuse(Member member) {
    String message =
        member.active()
            ? "This person is a member already."
            : "This person is a member who was switched off; switch them on again instead.";
    throw new MceException(ErrorCode.CONFLICT, message, Map.of("email", message));
  }

  @Delete("/{id}")
  @Status(HttpStatus.NO_CONTENT)
  void withdraw(@Parameter(hidden = true) Actor actor, String id) {
    engine.invitations().withdraw(actor, InvitationId.of(id));
  }
}
