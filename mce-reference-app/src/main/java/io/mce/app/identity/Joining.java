package io.mce.app.identity;

import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.EmailAddress;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.organization.Invitation;
import io.mce.organization.Role;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Lets people join the organization that an invitation is for. Thread-safe. */
@Singleton
final class Joining {

  private final Users users;
  private final Passwords passwords;
  private final MceEngine engine;
  private final Sessions sessions;
  private final Recognition recognition;
  private final SecondFactors secondFactors;

  Joining(
      Users users,
      Passwords passwords,
      MceEngine engine,
      Sessions sessions,
      Recognition recognition,
      SecondFactors secondFactors) {
    this.users = users;
    this.passwords = passwords;
    this.engine = engine;
    this.sessions = sessions;
    this.recognition = recognition;
    this.secondFactors = secondFactors;
  }

  /**
   * What somebody who holds the link may know.
   *
   * @param registered whether the address has an account here, whose password then counts
   */
  record Offer(
      String organizationName, String email, Role role, Instant expiresAt, boolean registered) {

    /** The address stays out. */
    @Override
    public String toString() {
      return "Offer[" + role + " until " + expiresAt + "]";
    }
  }

  Offer offer(String token) {
    Invitation invitation = engine.invitations().open(token);
    Actor reader = Actor.system(invitation.organizationId(), "invitation");
    return new Offer(
        engine.organizations().get(reader).name(),
        invitation.email().address(),
        invitation.role(),
        invitation.expiresAt(),
        users.findByEmail(invitation.email()).isPresent());
  }

  /**
   * Joins with the account of the address, or with a new one.
   *
   * @param code of the second factor, where the account has one
   */
  Session join(String token, String email, String name, String password, Optional<String> code) {
    Invitation invitation = engine.invitations().open(token);
    EmailAddress address = EmailAddress.parse(email).orThrow("email");
    invitation.requireFor(address);
    User user =
        users.findByEmail(address).isPresent()
            ? recognized(address, password, code)
            : add(address, name, password);
    // Belonging to it here counts for nothing until the engine has the member: safe to do first.
    users.join(user.id(), invitation.organizationId());
    engine.invitations().accept(token, user.id().toString(), user.name(), address);
    return sessions.begin(user, invitation.organizationId());
  }

  private User recognized(EmailAddress address, String password, Optional<String> code) {
    User user =
        recognition
            .byPasswordAlone(address, password)
            .orElseThrow(() -> new BadCredentials("The password of your account is wrong."));
    secondFactors.require(user.id(), code);
    return user;
  }

  private User add(EmailAddress address, String name, String password) {
    Sessions.requirePassword(password);
    Sessions.requireName("name", name);
    return users
        .add(address, name.strip(), passwords.hash(password))
        .orElseThrow(() ->
            new MceException(
                ErrorCode.CONFLICT, "An account with this address was just made; try again."));
  }
}
