package io.mce.app.identity;

import io.mce.app.http.ProblemException;
import io.mce.app.identity.SecurityEvents.Kind;
import io.mce.app.setup.AppDatabase;
import io.mce.kernel.EmailAddress;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Makes guessing slow: after a few wrong passwords for an address, known here or not, or wrong
 * codes of a user each further try has to wait twice as long as the one before. Kept in the
 * database, so that it holds on all nodes and over a restart. Thread-safe.
 */
@Singleton
final class LogInThrottle {

  /** People mistype; this often costs nothing. */
  private static final int FREE = 5;

  private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  private final AppDatabase database;
  private final Users users;
  private final SecurityEvents events;
  private final Clock clock;

  LogInThrottle(AppDatabase database, Users users, SecurityEvents events, Clock clock) {
    this.database = database;
    this.users = users;
    this.events = events;
    this.clock = clock;
  }

  private record Failures(int count, Instant last) {
    Instant nextTry() {
      if (count < FREE) {
        return last;
      }
      long factor = 1L << Math.min(count - FREE, 10);
      Duration wait = FIRST_WAIT.multipliedBy(factor);
      return last.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
    }
  }

  /**
   * Takes a try before its password is looked at, so that many at once are counted as many; who is
   * recognized has it forgotten.
   *
   * @throws ProblemException TOO_MANY_REQUESTS, with when to try again
   */
  void take(EmailAddress address) {
    take(
        users.key(address),
        "wrong passwords for this address",
        () -> users.findByEmail(address).map(login -> login.user().id()));
  }

  /**
   * Takes a try before a code of a user is looked at, as {@link #take(EmailAddress)} does for a
   * password.
   */
  void takeCode(UUID userId) {
    take(users.codeKey(userId), "wrong codes", () -> Optional.of(userId));
  }

  private void take(String key, String what, Supplier<Optional<UUID>> whose) {
    boolean counted = false;
    while (!counted) {
      Optional<Failures> before = find(key);
      Duration wait = before.map(this::toWait).orElse(Duration.ZERO);
      if (wait.isPositive()) {
        events.report(Kind.LOG_IN_LOCKED, whose.get());
        throw ProblemException.tooMany(
            "There were too many %s; try again in %d seconds.".formatted(what, wait.toSeconds()),
            wait);
      }
      counted = count(key, before);
    }
  }

  private Duration toWait(Failures failures) {
    Instant now = clock.instant();
    Instant next = failures.nextTry();
    return next.isAfter(now) ? Duration.between(now, next).plusSeconds(1) : Duration.ZERO;
  }

  /** Counts one more; false when somebody else did at the same moment. */
  private boolean count(String key, Optional<Failures> before) {
    return database.inTransaction(handle -> {
      handle
          .createUpdate(
              "delete from mce_app_login_failure where last_at < :old and email_key <> :emailKey")
          .bind("old", clock.instant().minus(FORGOTTEN).toEpochMilli())
          .bind("emailKey", key)
          .execute();
      return handle
              .createUpdate(
                  """
                  insert into mce_app_login_failure (email_key, failures, last_at)
                  values (:emailKey, 1, :now)
                  on conflict (email_key) do update
                  set failures = mce_app_login_failure.failures + 1, last_at = excluded.last_at
                  where mce_app_login_failure.failures = :seen
                  """)
              .bind("emailKey", key)
              .bind("now", clock.millis())
              .bind("seen", before.map(Failures::count).orElse(0))
              .execute()
          == 1;
    });
  }

  /** Forgets the tries of who is recognized now. */
  void forget(EmailAddress address) {
    forget(users.key(address));
  }

  /** Forgets the tries of a user whose code was right. */
  void forgetCode(UUID userId) {
    forget(users.codeKey(userId));
  }

  private void forget(String key) {
    database.inTransaction(handle ->
        handle
            .createUpdate("delete from mce_app_login_failure where email_key = :emailKey")
            .bind("emailKey", key)
            .execute());
  }

  private Optional<Failures> find(String key) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select failures, last_at from mce_app_login_failure where email_key = :emailKey
                """)
            .bind("emailKey", key)
            .map((row, context) ->
                new Failures(row.getInt("failures"), Instant.ofEpochMilli(row.getLong("last_at"))))
            .findOne());
  }
}
