package io.mce.provider;

import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Transaction;
import io.mce.spi.Health;
import io.mce.spi.ProviderException;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down how accounts do, and says so when it changes. Thread-safe. */
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

  private static final Logger log = LoggerFactory.getLogger(AccountHealth.class);

  private final Database database;
  private final AccountStore store;
  private final Events events;
  private final ConcurrentHashMap<AccountId, Report> latest = new ConcurrentHashMap<>();

  @Inject
  AccountHealth(Database database, AccountStore store, Events events) {
    this.database = database;
    this.store = store;
    this.events = events;
  }

  /**
   * Stores a report that differs from the one before. A database that does not answer must not turn
   * a finished call into a failed one, so that is only logged, and tried again with the next
   * report.
   */
  void record(OrganizationId organizationId, AccountId id, Report report) {
    if (report.equals(latest.get(id))) {
      return;
    }
    try {
      write(organizationId, id, report);
      latest.put(id, report);
    } catch (RuntimeException e) {
      log.warn("the health of account {} could not be stored", id, e);
    }
  }

  /** Stores a report with the commit of the open transaction. */
  void record(Transaction transaction, AccountId id, Report report) {
    write(transaction.organizationId(), id, report);
    transaction.afterCommit(() -> latest.put(id, report));
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
