package io.mce.app.identity;

import java.time.Instant;
import java.util.List;

/**
 * What a sign-up answers: a session, and whether the organization is called as was asked.
 *
 * @param organizationNameChanged the name was taken, so that a number stands behind it
 */
record SignedUp(
    String accessToken,
    String refreshToken,
    Instant expiresAt,
    Session.UserView user,
    List<Session.OrganizationOf> organizations,
    boolean organizationNameChanged) {

  static SignedUp of(Session session, boolean organizationNameChanged) {
    return new SignedUp(
        session.accessToken(),
        session.refreshToken(),
        session.expiresAt(),
        session.user(),
        session.organizations(),
        organizationNameChanged);
  }

  /** Keeps the tokens out of logs. */
  @Override
  public String toString() {
    return "SignedUp[" + user.id() + " until " + expiresAt + "]";
  }
}
