package io.mce.organization;

/**
 * An invitation with what opens it.
 *
 * @param token for the person who is invited and nobody else: whoever has it and the address can
 *     join. It is not stored and cannot be had again.
 */
public record IssuedInvitation(Invitation invitation, String token) {

  /** The token stays out. */
  @Override
  public String toString() {
    return "IssuedInvitation[" + invitation.id() + "]";
  }
}
