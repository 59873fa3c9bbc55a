package io.mce.provider;

import io.mce.job.Jobs;
import io.mce.job.Startable;
import io.mce.kernel.OrganizationId;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Forgets handled events once no remote repeats them any more. What was given up stays until a
 * person deals with it.
 */
final class ReceivedEventRetention implements Startable {

  /** Longer than any carrier repeats a webhook, which is days. */
  private static final Duration KEEP = Duration.ofDays(30);

  private static final Duration INTERVAL = Duration.ofDays(1);

  /** Removed in one transaction: others write in between. */
  private static final int CHUNK = 500;

  private final Jobs jobs;
  private final AccountStore accounts;
  private final ReceivedEventStore store;
  private final Clock clock;

  @Inject
  ReceivedEventRetention(Jobs jobs, AccountStore accounts, ReceivedEventStore store, Clock clock) {
    this.jobs = jobs;
    this.accounts = accounts;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public void start() {
    jobs.recurring("received-event-retention", INTERVAL, this::removeOld);
  }

  private void removeOld() {
    Instant before = clock.instant().minus(KEEP);
    accounts.keys().stream()
        .map(AccountKey::organizationId)
        .distinct()
        .forEach(organizationId -> removeOld(organizationId, before));
  }

  private void removeOld(OrganizationId organizationId, Instant before) {
    int removed;
    do {
      removed = store.removeDone(organizationId, before, CHUNK);
    } while (removed == CHUNK);
  }
}
