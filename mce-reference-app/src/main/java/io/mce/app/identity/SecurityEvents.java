package io.mce.app.identity;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that hears what happens to the accounts of people: all of identity reports here and
 * only here. For now it goes to the log, by id. Thread-safe.
 */
@Singleton
final class SecurityEvents {

  private static final Logger log = LoggerFactory.getLogger(SecurityEvents.class);

  /** What can happen. */
  enum Kind {
    /** A password was wrong. */
    WRONG_PASSWORD,
    /** A try came while tries have to wait, because too many were wrong. */
    TRIES_WAIT,
    /** The second factor of a user was turned on. */
    SECOND_FACTOR_ON,
    /** It was turned off. */
    SECOND_FACTOR_OFF,
    /** The password was right, the code after it wrong or used before. */
    SECOND_FACTOR_WRONG,
    /** Somebody came in with a recovery code. */
    RECOVERY_CODE_USED,
    /** The recovery codes were replaced. */
    RECOVERY_CODES_RENEWED,
    /** A refresh token was used a second time; its log-in was ended. */
    REFRESH_TOKEN_REUSED
  }

  /**
   * Reports an event.
   *
   * @param userId whose account it is; empty when the address has none
   */
  void report(Kind kind, Optional<UUID> userId) {
    log.info("{} of user {}", kind, userId.map(UUID::toString).orElse("nobody"));
  }

  /** Reports an event of a user. */
  void report(Kind kind, UUID userId) {
    report(kind, Optional.of(userId));
  }
}
