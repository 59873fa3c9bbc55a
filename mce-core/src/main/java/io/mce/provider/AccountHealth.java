package io.mce.provider;

import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Transaction;
import io.mce.spi.Health;
import io.mce.spi.ProviderException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows how accounts do on this node, by a {@link HealthMachine} each, writes it down and says so
 * when it changes. Thread-safe.
 */
final class AccountHealth {

  /** How an account does, and what a person should do about it. */
  record Report(HealthState state, Optional<String> detail) {

    static Report of(Health health) {
      return new Report(
          HealthState.of(health.state()),
          Optional.of(health.detail()).filter(text -> !text.isBlank()));
    }

    /** An account that a person must repair is down; one that is tried again is degraded. */
    static Report of(ProviderException e) {
      return new Report(
          e.kind().marksAccountDown() ? HealthState.DOWN : HealthState.DEGRADED,
          Optional.of(String.valueOf(e.getMessage())));
    }

    static Report switchedOff() {
      return new Report(HealthState.STARTING, Optional.of("The account is switched off."));
    }
  }

  /** One account: its machine, which is its own lock, and what of it is stored. */
  private static final class Watched {
    final HealthMachine machine = new HealthMachine();
    final ReentrantLock writing = new ReentrantLock();
    volatile @Nullable Report stored;
    volatile @Nullable Instant succeededAt;
    private @Nullable Instant heardAt;

    Report report() {
      synchronized (machine) {
        return machine.report();
      }
    }
  }

  private static final Logger log = LoggerFactory.getLogger(AccountHealth.class);

  private final Database database;
  private final AccountStore store;
  private final Events events;
  private final Clock clock;
  private final ConcurrentHashMap<AccountId, Watched> accounts = new ConcurrentHashMap<>();

  @Inject
  AccountHealth(Database database, AccountStore store, Events events, Clock clock) {
    this.database = database;
    this.store = store;
    this.events = events;
    this.clock = clock;
  }

  /** An account was started, or could not be, or was switched off. */
  void started(OrganizationId organizationId, AccountId id, Report report) {
    follow(organizationId, id, machine -> machine.started(report));
  }

  /** A remote said how an account does; stored with the commit of the open transaction. */
  void told(Transaction transaction, AccountId id, Report report) {
    Watched watched = watched(id);
    synchronized (watched.machine) {
      watched.machine.told(report);
    }
    Report now = watched.report();
    write(transaction.organizationId(), id, now);
    transaction.afterCommit(() -> watched.stored = now);
  }

  /**
   * An account was asked how it does. Also the moment at which it shows that a carrier is quiet:
   * another node may have heard of it.
   */
  void probed(OrganizationId organizationId, AccountId id, Report report) {
    Instant now = clock.instant();
    Watched watched = watched(id);
    Optional<Instant> heardHere;
    boolean quiet;
    synchronized (watched.machine) {
      heardHere = Optional.ofNullable(watched.heardAt);
      watched.heardAt = null;
      quiet = watched.machine.isQuiet(now);
    }
    try {
      heardHere.ifPresent(at -> store.heard(organizationId, id, at));
      Optional<Instant> elsewhere = quiet ? store.lastHeard(organizationId, id) : Optional.empty();
      elsewhere.ifPresent(at -> {
        synchronized (watched.machine) {
          watched.machine.heard(at);
        }
      });
    } catch (RuntimeException e) {
      log.warn("when the carrier of account {} was last heard of is not known", id, e);
    }
    forgetOlderTrouble(organizationId, id, watched);
    follow(organizationId, id, machine -> machine.probed(report, now));
  }

  /**
   * Another node may have found the account down, and be gone: where this one has used it since,
   * what it knows is written again.
   */
  private void forgetOlderTrouble(OrganizationId organizationId, AccountId id, Watched watched) {
    Instant succeededAt = watched.succeededAt;
    if (succeededAt == null) {
      return;
    }
    try {
      if (store.downSince(organizationId, id).filter(succeededAt::isAfter).isPresent()) {
        watched.stored = null;
      }
    } catch (RuntimeException e) {
      log.warn("how account {} does by other nodes is not known", id, e);
    }
  }

  /** A call succeeded. */
  void succeeded(OrganizationId organizationId, AccountId id) {
    Instant now = clock.instant();
    watched(id).succeededAt = now;
    follow(organizationId, id, machine -> machine.succeeded(now));
  }

  /** A call failed; what that says of the account follows from its kind. */
  void failed(OrganizationId organizationId, AccountId id, ProviderException e) {
    Instant now = clock.instant();
    if (e.kind().marksAccountDown()) {
      follow(organizationId, id, machine -> machine.refused(Report.of(e), now));
      return;
    }
    switch (e.kind()) {
      case RATE_LIMITED -> {} // Too fast is not unwell.
      case UNAVAILABLE, OUTCOME_UNKNOWN ->
          follow(organizationId, id, machine -> machine.failed(now));
      case UNAUTHORIZED,
          ACCOUNT_SUSPENDED,
          INSUFFICIENT_FUNDS,
          SENDER_NOT_REGISTERED,
          SESSION_LOST,
          DESTINATION_NOT_ALLOWED,
          UNREACHABLE,
          INVALID_RECIPIENT,
          OPTED_OUT,
          WINDOW_CLOSED,
          FILTERED,
          TEMPLATE_UNUSABLE,
          CONTENT_REJECTED,
          INVALID_REQUEST,
          UNSUPPORTED,
          REFUSED ->
          follow(organizationId, id, machine -> machine.answered(now));
    }
  }

  /** The carrier of an account took a message over, about which it will report. */
  void handedOver(AccountId id) {
    Instant now = clock.instant();
    Watched watched = watched(id);
    synchronized (watched.machine) {
      watched.machine.handedOver(now);
    }
  }

  /** The carrier of an account reported about a message. */
  void heard(AccountId id) {
    Instant now = clock.instant();
    Watched watched = watched(id);
    synchronized (watched.machine) {
      watched.machine.heard(now);
      watched.heardAt = now;
    }
  }

  private Watched watched(AccountId id) {
    return accounts.computeIfAbsent(id, each -> new Watched());
  }

  /**
   * Stores what follows where it differs from before. A database that does not answer must not turn
   * a finished call into a failed one, so that is only logged, and tried again with the next
   * report.
   */
  private void follow(OrganizationId organizationId, AccountId id, Consumer<HealthMachine> event) {
    Watched watched = watched(id);
    Report after;
    synchronized (watched.machine) {
      event.accept(watched.machine);
      after = watched.machine.report();
    }
    if (after.equals(watched.stored)) {
      return;
    }
    watched.writing.lock();
    try {
      Report latest = watched.report(); // Of two that came at once, the later one is stored last.
      if (!latest.equals(watched.stored)) {
        write(organizationId, id, latest);
        watched.stored = latest;
      }
    } catch (RuntimeException e) {
      log.warn("the health of account {} could not be stored", id, e);
    } finally {
      watched.writing.unlock();
    }
  }

  private void write(OrganizationId organizationId, AccountId id, Report report) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          if (store.updateHealth(organizationId, id, report.state(), report.detail())) {
            events.append(
                Actor.engine(organizationId, "provider-health"),
                new ChannelChanged(id, report.state()));
          }
        });
  }
}
