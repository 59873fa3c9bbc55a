package io.mce.organization;

import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.EmailAddress;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Invites people by e-mail address. The engine sends nothing: the host brings the token to the
 * person, and says who accepts it. Thread-safe; each command is one transaction.
 */
public final class Invitations {

  /** How long an invitation can be accepted. */
  public static final Duration VALID = Duration.ofDays(7);

  private final Database database;
  private final InvitationStore store;
  private final InvitationTokens tokens;
  private final Members members;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  Invitations(
      Database database,
      InvitationStore store,
      InvitationTokens tokens,
      Members members,
      Events events,
      Clock clock,
      IdGenerator ids) {
    this.database = database;
    this.store = store;
    this.tokens = tokens;
    this.members = members;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Invites a person; an open invitation for the same address gives way to this one. Whether the
   * person is a member already only the host can tell.
   *
   * @throws MceException FORBIDDEN when the role may do more than the actor
   */
  public IssuedInvitation invite(Actor actor, EmailAddress email, Role role) {
    actor.require(Permission.MEMBER_MANAGE);
    Members.requireNoMore(actor, role);
    OrganizationId organizationId = actor.organizationId();
    Instant now = clock.instant();
    Invitation invitation =
        new Invitation(
            organizationId,
            new InvitationId(ids.next()),
            email,
            role,
            InvitationState.OPEN,
            actor.id(),
            now,
            now.plus(VALID));
    database.runInOrganization(
        organizationId,
        transaction -> {
          database.takeTurns(organizationId, "invitation", Set.of(email.matchForm()));
          store.findOpen(organizationId, email).ifPresent(older -> close(actor, older));
          store.insert(invitation);
          events.append(actor, new MemberInvited(invitation.id(), role));
        });
    return new IssuedInvitation(invitation, tokens.token(organizationId, invitation.id()));
  }

  /** Returns the invitations of the last weeks, newest first. */
  public List<Invitation> list(Actor actor) {
    actor.require(Permission.MEMBER_MANAGE);
    return store.list(actor.organizationId(), clock.instant()).stream()
        .map(invitation -> invitation.in(state(invitation)))
        .toList();
  }

  /**
   * Takes an open invitation back: its token opens nothing any more.
   *
   * @throws MceException NOT_FOUND; WRONG_STATE when it is not open
   */
  public void withdraw(Actor actor, InvitationId id) {
    actor.require(Permission.MEMBER_MANAGE);
    database.runInOrganization(
        actor.organizationId(),
        transaction -> {
          if (store.find(actor.organizationId(), id, clock.instant()).isEmpty()) {
            throw MceException.notFound("invitation");
          }
          if (!close(actor, id)) {
            throw MceException.wrongState("This invitation is not open any more.");
          }
        });
  }

  /**
   * Returns the open invitation that a token is for; the token is the permission.
   *
   * @throws MceException INVITATION_INVALID when we never made this token, INVITATION_USED,
   *     INVITATION_EXPIRED, INVITATION_WITHDRAWN
   */
  public Invitation open(String token) {
    Invitation invitation =
        tokens
            .read(token)
            .flatMap(named -> store.find(named.organizationId(), named.id(), clock.instant()))
            .orElseThrow(() ->
                new MceException(
                    ErrorCode.INVITATION_INVALID,
                    "This is not a link of an invitation; copy it again, in whole."));
    return switch (state(invitation)) {
      case OPEN -> invitation;
      case ACCEPTED ->
          throw new MceException(
              ErrorCode.INVITATION_USED, "Somebody joined by this invitation already.");
      case EXPIRED ->
          throw new MceException(
              ErrorCode.INVITATION_EXPIRED, "This invitation is too old; ask for another one.");
      case WITHDRAWN ->
          throw new MceException(
              ErrorCode.INVITATION_WITHDRAWN,
              "This invitation was taken back or gave way to a newer one.");
    };
  }

  /**
   * Makes a user of the host the member that the invitation offers. Of two who try at once, one
   * joins.
   *
   * @param email the address of the user, as far as the host vouches for it
   * @throws MceException what {@link #open} throws; INVITATION_OTHER_ADDRESS when the invitation is
   *     for somebody else; CONFLICT when the user is a member already
   */
  public Member accept(String token, String userId, String name, EmailAddress email) {
    Invitation invitation = open(token);
    invitation.requireFor(email);
    Actor inviter = Actor.engine(invitation.organizationId(), "invitations");
    return database.inOrganization(
        invitation.organizationId(),
        transaction -> {
          if (!store.close(
              invitation.organizationId(), invitation.id(), InvitationState.ACCEPTED)) {
            open(token);
          }
          return members.add(
              inviter.because("invitation:" + invitation.id()), userId, name, invitation.role());
        });
  }

  /** An invitation of somebody who could not make it any more counts as taken back. */
  private InvitationState state(Invitation invitation) {
    boolean stands =
        members
            .find(invitation.organizationId(), invitation.invitedBy())
            .map(inviter ->
                inviter.active()
                    && inviter.role().permissions().contains(Permission.MEMBER_MANAGE)
                    && inviter.role().permissions().containsAll(invitation.role().permissions()))
            .orElse(true);
    return invitation.state() == InvitationState.OPEN && !stands
        ? InvitationState.WITHDRAWN
        : invitation.state();
  }

  private boolean close(Actor actor, InvitationId id) {
    boolean closed = store.close(actor.organizationId(), id, InvitationState.WITHDRAWN);
    if (closed) {
      events.append(actor, new InvitationWithdrawn(id));
    }
    return closed;
  }
}
