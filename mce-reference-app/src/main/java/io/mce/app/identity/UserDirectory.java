package io.mce.app.identity;

import io.mce.kernel.EmailAddress;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** What other parts of the server may know of users. */
@Singleton
public final class UserDirectory {

  private final Users users;

  UserDirectory(Users users) {
    this.users = users;
  }

  /** The address of a member of the caller's organization. */
  public Optional<String> email(String userId) {
    return users.find(UUID.fromString(userId)).map(User::email);
  }

  /** The user of an address. */
  public Optional<String> userId(EmailAddress email) {
    return users.findByEmail(email).map(login -> login.user().id().toString());
  }
}
