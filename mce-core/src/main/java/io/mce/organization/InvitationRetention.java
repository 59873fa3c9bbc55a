package io.mce.organization;

import io.mce.job.Jobs;
import io.mce.job.Startable;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Forgets invitations, and with them the addresses, some time after they ended. */
final class InvitationRetention implements Startable {

  private static final Duration KEEP = Duration.ofDays(30);
  private static final Duration INTERVAL = Duration.ofDays(1);

  private final Jobs jobs;
  private final OrganizationStore organizations;
  private final InvitationStore store;
  private final Clock clock;

  @Inject
  InvitationRetention(
      Jobs jobs, OrganizationStore organizations, InvitationStore store, Clock clock) {
    this.jobs = jobs;
    this.organizations = organizations;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public void start() {
    jobs.recurring("invitation-retention", INTERVAL, this::removeOld);
  }

  private void removeOld() {
    Instant before = clock.instant().minus(KEEP);
    organizations.ids().forEach(organizationId -> store.removeEnded(organizationId, before));
  }
}
