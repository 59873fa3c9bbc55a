package io.mce.notification;

import io.mce.event.Events;
import io.mce.event.RecordedEvent;
import io.mce.job.Startable;
import io.mce.kernel.Actor;
import io.mce.organization.MemberId;
import io.mce.organization.Members;
import io.mce.organization.OrganizationChanged;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the organization when one of its people changed settings by which others work: when is open
 * and when is quiet, how numbers and times are read, in which languages. What the host sets, it
 * knows.
 */
final class SettingsHandler implements Startable {

  private static final String SUBSCRIBER = "settings-notices";

  /** What others rely on, in words. */
  private static final Map<String, String> WORDS =
      Map.of(
          "defaultRegion", "the default country of phone numbers",
          "timeZone", "the time zone",
          "businessHours", "the business hours",
          "quietHours", "the quiet hours",
          "languages", "the languages");

  private final Events events;
  private final Notices notices;
  private final Members members;

  @Inject
  SettingsHandler(Events events, Notices notices, Members members) {
    this.events = events;
    this.notices = notices;
    this.members = members;
  }

  @Override
  public void start() {
    events.subscribe(SUBSCRIBER, Set.of(OrganizationChanged.class), this::handle);
  }

  private void handle(RecordedEvent event) {
    List<String> changed =
        event.as(OrganizationChanged.class).changed().orElse(List.of()).stream()
            .filter(WORDS::containsKey)
            .map(field -> WORDS.getOrDefault(field, field))
            .toList();
    Actor actor = Actor.engine(event.organizationId(), SUBSCRIBER).because(event.asCause());
    if (!changed.isEmpty()) {
      who(actor, event)
          .ifPresent(name ->
              notices.raise(
                  actor,
                  name + " changed " + enumerated(changed) + " of the organization.",
                  Optional.empty(),
                  "settings:" + event.seq()));
    }
  }

  private Optional<String> who(Actor actor, RecordedEvent event) {
    return switch (event.actorKind()) {
      case MEMBER -> Optional.of(members.get(actor, MemberId.of(event.actorId())).name());
      case KEY -> Optional.of("A program");
      case SYSTEM, ENGINE, LEAD, SOURCE -> Optional.empty();
    };
  }

  private static String enumerated(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.getFirst()
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }
}
