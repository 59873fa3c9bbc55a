package io.mce.privacy;

import io.mce.event.Events;
import io.mce.job.Jobs;
import io.mce.job.Startable;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.RetainedData;
import io.mce.organization.Organizations;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Removes once a day, in small steps, what is older than organizations keep it. */
final class RetentionJob implements Startable {

  private static final Duration INTERVAL = Duration.ofDays(1);

  /** Removed in one transaction: others write in between. */
  private static final int STEP = 200;

  private final Jobs jobs;
  private final Database database;
  private final Organizations organizations;
  private final RetentionPolicies policies;
  private final Set<RetainedData> retained;
  private final Events events;
  private final Clock clock;

  @Inject
  RetentionJob(
      Jobs jobs,
      Database database,
      Organizations organizations,
      RetentionPolicies policies,
      Set<RetainedData> retained,
      Events events,
      Clock clock) {
    this.jobs = jobs;
    this.database = database;
    this.organizations = organizations;
    this.policies = policies;
    this.retained = retained;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public void start() {
    jobs.recurring("retention", INTERVAL, this::run);
  }

  private void run() {
    List<RuntimeException> failures = new ArrayList<>();
    for (OrganizationId organizationId : organizations.ids()) {
      for (RetentionRule rule : policies.of(organizationId).rules()) {
        if (rule.days().isPresent()) {
          try {
            apply(organizationId, rule.kind().name(), rule.days().getAsInt());
          } catch (RuntimeException e) {
            failures.add(e); // What one organization's data does must not keep the others'.
          }
        }
      }
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  private void apply(OrganizationId organizationId, String kind, int days) {
    Instant before = clock.instant().minus(Duration.ofDays(days));
    long removed = 0;
    try {
      for (RetainedData each : retained) {
        if (each.kind().name().equals(kind)) {
          int step;
          do {
            step = each.removeBefore(organizationId, before, STEP);
            removed += step;
          } while (step >= STEP);
        }
      }
    } finally {
      // Also what went before something failed is told.
      if (removed > 0) {
        tell(organizationId, new RetentionApplied(kind, days, removed));
      }
    }
  }

  private void tell(OrganizationId organizationId, RetentionApplied applied) {
    database.runInOrganization(
        organizationId,
        transaction -> events.append(Actor.engine(organizationId, "retention"), applied));
  }
}
