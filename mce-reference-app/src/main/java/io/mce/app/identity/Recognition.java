package io.mce.app.identity;

import io.mce.app.http.ProblemException;
import io.mce.app.identity.SecurityEvents.Kind;
import io.mce.kernel.EmailAddress;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Recognizes people by their password. Thread-safe. */
@Singleton
final class Recognition {

  private final Users users;
  private final Passwords passwords;
  private final LogInThrottle throttle;
  private final SecurityEvents events;
  private final String someHash;

  Recognition(Users users, Passwords passwords, LogInThrottle throttle, SecurityEvents events) {
    this.users = users;
    this.passwords = passwords;
    this.throttle = throttle;
    this.events = events;
    this.someHash = passwords.hash("a password that nobody has");
  }

  /**
   * Checks the password of an address, which takes the same whether there is such an account or
   * not. Wrong ones make the next tries wait. The password alone lets nobody in: ask {@link
   * SecondFactors} as well before a session begins.
   *
   * @throws ProblemException TOO_MANY_REQUESTS when tries have to wait
   */
  Optional<User> byPasswordAlone(EmailAddress address, String password) {
    throttle.take(address);
    Optional<Users.Login> login = users.findByEmail(address);
    boolean matches =
        passwords.matches(password, login.map(Users.Login::passwordHash).orElse(someHash));
    Optional<User> user = login.map(Users.Login::user);
    if (user.isEmpty() || !matches) {
      events.report(Kind.WRONG_PASSWORD, user.map(User::id));
      return Optional.empty();
    }
    throttle.forget(address);
    return user;
  }

  /**
   * Asks somebody who is signed in for the password once more.
   *
   * @throws ProblemException WRONG_PASSWORD, or TOO_MANY_REQUESTS when tries have to wait
   */
  void requirePassword(User user, String password) {
    EmailAddress address = EmailAddress.parse(user.email()).orThrow("email");
    if (byPasswordAlone(address, password).isEmpty()) {
      throw ProblemException.ofField("WRONG_PASSWORD", "password", "This is not your password.");
    }
  }
}
