package io.mce.event;

import io.mce.job.Jobs;
import io.mce.job.Startable;
import io.mce.kernel.OrganizationId;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Removes, once a day, what is older than the log keeps and every subscriber has read. */
final class EventRetention implements Startable {

  /** How long an event can be read; a reader that was away longer starts anew. */
  static final Duration KEPT = Duration.ofDays(90);

  private final EventStore store;
  private final Jobs jobs;
  private final Clock clock;

  @Inject
  EventRetention(EventStore store, Jobs jobs, Clock clock) {
    this.store = store;
    this.jobs = jobs;
    this.clock = clock;
  }

  @Override
  public void start() {
    jobs.recurring("event-retention", Duration.ofDays(1), this::run);
  }

  private void run() {
    Instant before = clock.instant().minus(KEPT);
    for (OrganizationId organizationId : store.organizations()) {
      store.removeBefore(organizationId, before);
    }
  }
}
