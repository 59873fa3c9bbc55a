package io.mce.app.identity;

import java.time.Instant;
import java.util.List;

/**
 * What a log-in answers.
 *
 * @param accessToken signed, for the first organization of the list
 * @param refreshToken for a new session, once; a repeat within a minute gets another one
 * @param expiresAt when the access token ends
 */
record Session(
    String accessToken,
    String refreshToken,
    Instant expiresAt,
    UserView user,
    List<OrganizationOf> organizations) {

  /** Keeps the tokens out of logs. */
  @Override
  public String toString() {
    return "Session[" + user.id() + " until " + expiresAt + "]";
  }

  /** A user as the user sees it. */
  record UserView(String id, String name, String email) {
    static UserView of(User user) {
      return new UserView(user.id().toString(), user.name(), user.email());
    }
  }

  /** An organization and what the user is in it. */
  record OrganizationOf(String id, String name, String role) {}

  /**
   * Answer of {@code GET /api/me}.
   *
   * @param platformAdmin whether the user looks after the installation
   * @param sendingHeld whether nothing is sent because the database looks like a copy
   */
  record Me(
      UserView user,
      OrganizationOf organization,
      List<OrganizationOf> organizations,
      List<String> permissions,
      boolean platformAdmin,
      boolean sendingHeld) {}
}
