package io.mce.channel;

import io.mce.event.DomainEvent;
import io.mce.event.Events;
import io.mce.event.RecordedEvent;
import io.mce.job.DueWork;
import io.mce.job.Jobs;
import io.mce.job.Startable;
import io.mce.kernel.OrganizationId;
import io.mce.organization.OrganizationChanged;
import io.mce.organization.Organizations;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts what waits for limits before them anew when they change: who shortens the quiet hours sees
 * messages go. Forgets once a day what counts no more.
 */
final class LimitsHandler implements Startable {

  private static final String SUBSCRIBER = "sending-limits";
  private static final Duration INTERVAL = Duration.ofDays(1);

  /** How many rows one transaction changes. */
  static final int BATCH = 500;

  /** What of an organization limits go by. */
  private static final Set<String> FIELDS = Set.of("quietHours", "timeZone");

  private final Events events;
  private final Jobs jobs;
  private final Database database;
  private final Organizations organizations;
  private final SendCountStore counts;
  private final DueWork dueWork;
  private final Clock clock;

  @Inject
  LimitsHandler(
      Events events,
      Jobs jobs,
      Database database,
      Organizations organizations,
      SendCountStore counts,
      DueWork dueWork,
      Clock clock) {
    this.events = events;
    this.jobs = jobs;
    this.database = database;
    this.organizations = organizations;
    this.counts = counts;
    this.dueWork = dueWork;
    this.clock = clock;
  }

  @Override
  public void start() {
    events.subscribe(
        SUBSCRIBER,
        Set.<Class<? extends DomainEvent>>of(SendingLimitsChanged.class, OrganizationChanged.class),
        this::handle);
    jobs.recurring("send-counts", INTERVAL, this::forget);
  }

  private void handle(RecordedEvent event) {
    if (concernsLimits(event)) {
      Optional<String> last = Optional.of("");
      while (last.isPresent()) {
        last = free(event.organizationId(), last.get());
      }
    }
  }

  private static boolean concernsLimits(RecordedEvent event) {
    if (event.name().equals(Events.nameOf(SendingLimitsChanged.class))) {
      return true;
    }
    List<String> changed = event.as(OrganizationChanged.class).changed().orElse(List.of());
    return changed.stream().anyMatch(FIELDS::contains);
  }

  /** Frees some; returns the last of them, so that what is made to wait again is left. */
  private Optional<String> free(OrganizationId organizationId, String after) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          Instant now = clock.instant();
          List<SendCountStore.Freed> freed = counts.free(organizationId, after, now, BATCH);
          freed.stream()
              .map(SendCountStore.Freed::account)
              .distinct()
              .forEach(account ->
                  dueWork.schedule(organizationId, OutboxWorker.KIND, account.toString(), now));
          return freed.stream().map(SendCountStore.Freed::id).max(String::compareTo);
        });
  }

  private void forget() {
    for (OrganizationId organizationId : organizations.ids()) {
      while (counts.removeExpired(organizationId, clock.instant(), BATCH) == BATCH) {
        // The next ones.
      }
    }
  }
}
