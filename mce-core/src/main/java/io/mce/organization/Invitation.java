package io.mce.organization;

import io.mce.kernel.EmailAddress;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import java.time.Instant;

/**
 * An offer to one person to join an organization.
 *
 * @param email whom it is for; nobody else can accept it
 * @param state as of the moment it was read
 * @param invitedBy the id of the actor who invited: a member id, or a host's own name
 */
public record Invitation(
    OrganizationId organizationId,
    InvitationId id,
    EmailAddress email,
    Role role,
    InvitationState state,
    String invitedBy,
    Instant createdAt,
    Instant expiresAt) {

  /**
   * Refuses everybody whom the invitation is not for.
   *
   * @throws MceException INVITATION_OTHER_ADDRESS
   */
  public void requireFor(EmailAddress address) {
    if (!email.matchForm().equals(address.matchForm())) {
      throw new MceException(
          ErrorCode.INVITATION_OTHER_ADDRESS,
          "This invitation is for another e-mail address than yours.");
    }
  }

  Invitation in(InvitationState other) {
    return new Invitation(organizationId, id, email, role, other, invitedBy, createdAt, expiresAt);
  }
}
