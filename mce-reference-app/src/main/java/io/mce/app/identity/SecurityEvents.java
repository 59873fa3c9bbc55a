package io.mce.app.identity;

import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.http.server.util.HttpClientAddressResolver;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that hears what happens to the accounts of people: all of identity reports here and
 * only here. It goes to the log, by id, and to the audit trail of every organization of the user,
 * on another thread: the answer to a wrong password must not take longer where there is an account.
 * Thread-safe.
 */
@Singleton
final class SecurityEvents {

  private static final Logger log = LoggerFactory.getLogger(SecurityEvents.class);

  /** What can happen; the audit trail has the same words. */
  enum Kind {
    /** Somebody logged in. */
    LOG_IN,
    /** A password was wrong. */
    WRONG_PASSWORD,
    /** A try came while tries have to wait, because too many were wrong. */
    LOG_IN_LOCKED,
    /** The second factor of a user was turned on. */
    SECOND_FACTOR_ON,
    /** It was turned off. */
    SECOND_FACTOR_OFF,
    /** The password was right, the code after it wrong or used before. */
    WRONG_SECOND_FACTOR,
    /** Somebody came in with a recovery code. */
    RECOVERY_CODE_USED,
    /** The recovery codes were replaced. */
    RECOVERY_CODES_RENEWED,
    /** A refresh token was used a second time; its log-in was ended. */
    REFRESH_TOKEN_REUSED;

    private String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final MceEngine engine;
  private final Users users;
  private final HttpClientAddressResolver addresses;
  private final ExecutorService executor;

  SecurityEvents(
      MceEngine engine,
      Users users,
      HttpClientAddressResolver addresses,
      @Named(TaskExecutors.IO) ExecutorService executor) {
    this.engine = engine;
    this.users = users;
    this.addresses = addresses;
    this.executor = executor;
  }

  /**
   * Reports an event.
   *
   * @param userId whose account it is; empty when the address has none
   */
  void report(Kind kind, Optional<UUID> userId) {
    log.info("{} of user {}", kind, userId.map(UUID::toString).orElse("nobody"));
    Optional<String> origin = ServerRequestContext.<Object>currentRequest().map(addresses::resolve);
    executor.execute(() -> userId.ifPresent(id -> note(kind, id, origin)));
  }

  /** Reports an event of a user. */
  void report(Kind kind, UUID userId) {
    report(kind, Optional.of(userId));
  }

  private void note(Kind kind, UUID userId, Optional<String> origin) {
    try {
      for (OrganizationId organizationId : users.organizations(userId)) {
        engine
            .members()
            .findByUser(organizationId, userId.toString())
            .map(member -> Actor.member(organizationId, member.id().toString(), Set.of()))
            .map(actor -> origin.map(actor::from).orElse(actor))
            .ifPresent(actor -> engine.audit().note(actor, kind.word()));
      }
    } catch (RuntimeException e) {
      log.warn("{} of user {} is not in the audit trail: {}", kind, userId, e.getClass().getName());
    }
  }
}
