package io.mce.setup;

import io.mce.event.EventBatch;
import io.mce.event.Events;
import io.mce.job.Jobs;
import io.mce.job.Startable;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.notification.Notices;
import io.mce.organization.Member;
import io.mce.organization.Members;
import io.mce.organization.Organization;
import io.mce.organization.Organizations;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reminds, once, the people of an organization whose setup was left half done: nothing has happened
 * there for some days. A host without members has nobody to remind.
 */
final class SetupReminder implements Startable {

  private static final Duration LEFT_ALONE = Duration.ofDays(3);
  private static final Duration TOO_LATE = Duration.ofDays(30);
  private static final Duration INTERVAL = Duration.ofHours(6);
  private static final String NAME = "setup-reminder";

  private static final Map<SetupStep, String> WORDS =
      Map.of(
          SetupStep.SETTINGS, "look through the settings",
          SetupStep.CHANNEL, "connect a channel",
          SetupStep.LEADS, "bring in leads",
          SetupStep.TEAM, "invite a colleague",
          SetupStep.OUTREACH, "make a campaign or a workflow");

  private static final Logger log = LoggerFactory.getLogger(SetupReminder.class);

  private final Jobs jobs;
  private final Organizations organizations;
  private final Members members;
  private final Setup setup;
  private final Events events;
  private final Notices notices;
  private final Clock clock;

  @Inject
  SetupReminder(
      Jobs jobs,
      Organizations organizations,
      Members members,
      Setup setup,
      Events events,
      Notices notices,
      Clock clock) {
    this.jobs = jobs;
    this.organizations = organizations;
    this.members = members;
    this.setup = setup;
    this.events = events;
    this.notices = notices;
    this.clock = clock;
  }

  @Override
  public void start() {
    jobs.recurring(NAME, INTERVAL, this::remindAll);
  }

  private void remindAll() {
    Optional<String> next = Optional.empty();
    do {
      Page<Organization> page = organizations.list(new PageRequest(PageRequest.MAX_LIMIT, next));
      page.items().stream().filter(this::isYoung).forEach(this::remindSafely);
      next = page.nextCursor().map(Cursor::text);
    } while (next.isPresent());
  }

  /** What was given up long ago is left in peace. */
  private boolean isYoung(Organization organization) {
    Instant now = clock.instant();
    return !organization.createdAt().isAfter(now.minus(LEFT_ALONE))
        && organization.createdAt().isAfter(now.minus(TOO_LATE));
  }

  /** One organization does not keep the others from being reminded. */
  private void remindSafely(Organization organization) {
    try {
      remind(Actor.engine(organization.id(), NAME));
    } catch (RuntimeException e) {
      log.warn("organization {} could not be reminded of its setup", organization.id(), e);
    }
  }

  private void remind(Actor actor) {
    if (hasSomebodyToRemind(actor) && isLeftAlone(actor)) {
      setup
          .progress(actor)
          .next()
          .ifPresent(step ->
              notices.raise(
                  actor,
                  "The setup of this organization is not complete. Next: "
                      + WORDS.get(step)
                      + ". The dashboard shows what else is open.",
                  Optional.empty(),
                  NAME));
    }
  }

  private boolean hasSomebodyToRemind(Actor actor) {
    return members.list(actor).stream()
        .filter(Member::active)
        .anyMatch(member -> member.role().permissions().contains(Permission.ORGANIZATION_MANAGE));
  }

  private boolean isLeftAlone(Actor actor) {
    EventBatch newest = events.since(actor, events.head(actor) - 1, 1);
    Instant before = clock.instant().minus(LEFT_ALONE);
    return newest.events().stream().noneMatch(event -> event.at().isAfter(before));
  }
}
