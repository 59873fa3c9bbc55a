package io.mce.notification;

import io.mce.audit.AccessDenied;
import io.mce.event.Events;
import io.mce.event.RecordedEvent;
import io.mce.job.Startable;
import io.mce.kernel.Actor;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/**
 * Tells an organization that much is refused to one actor: somebody tries doors, or works with too
 * few rights. One notice for each actor and day.
 */
final class DenialNotices implements Startable {

  private static final String SUBSCRIBER = "denial-notices";
  private static final int MANY = 10;
  private static final Duration WITHIN = Duration.ofHours(1);

  /** Far enough back to see many of one among those of others. */
  private static final int LOOKED_AT = 200;

  private final Events events;
  private final Notices notices;

  @Inject
  DenialNotices(Events events, Notices notices) {
    this.events = events;
    this.notices = notices;
  }

  @Override
  public void start() {
    events.subscribe(SUBSCRIBER, Set.of(AccessDenied.class), this::handle);
  }

  private void handle(RecordedEvent event) {
    Actor actor = Actor.engine(event.organizationId(), SUBSCRIBER).because(event.asCause());
    String who = event.as(AccessDenied.class).who();
    Instant since = event.at().minus(WITHIN);
    long count =
        events.latest(actor, Set.of(AccessDenied.class), LOOKED_AT).stream()
            .filter(each -> each.at().isAfter(since))
            .filter(each -> each.as(AccessDenied.class).who().equals(who))
            .count();
    if (count >= MANY) {
      notices.raise(
          actor,
          "Much was refused to one and the same within an hour ("
              + who
              + "). The audit trail shows what.",
          Optional.empty(),
          "denials:" + who + ":" + LocalDate.ofInstant(event.at(), ZoneOffset.UTC));
    }
  }
}
