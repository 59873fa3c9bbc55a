package io.mce.segment;

import io.mce.channel.DispatchAccepted;
import io.mce.event.Events;
import io.mce.event.Projection;
import io.mce.event.RecordedEvent;
import io.mce.job.Startable;
import io.mce.journey.Interaction;
import io.mce.journey.OutsideContact;
import io.mce.journey.OutsideContact.Contact;
import io.mce.journey.Touch;
import io.mce.lead.LeadId;
import io.mce.persistence.Transaction;
import io.mce.segment.ActivityStore.Hour;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts who wrote to whom, and who spoke with whom outside of the engine as far as people log it,
 * from the log, exactly once. What a lead that was merged did counts for the one it went into.
 */
final class ActivityRecorder implements Projection, Startable {

  private static final String SUBSCRIBER = "segment";

  private final Events events;
  private final ActivityStore store;

  @Inject
  ActivityRecorder(Events events, ActivityStore store) {
    this.events = events;
    this.store = store;
  }

  @Override
  public void start() {
    events.projectRole(SUBSCRIBER, Touch.class, Set.of(DispatchAccepted.class), this);
  }

  @Override
  public void apply(Transaction transaction, List<RecordedEvent> recorded) {
    Map<Hour, Long> times = new LinkedHashMap<>();
    recorded.forEach(
        event -> hours(event).forEach((hour, count) -> times.merge(hour, count, Long::sum)));
    Map<LeadId, LeadId> present = present(transaction, times);
    Map<Hour, Long> known = new LinkedHashMap<>();
    times.forEach((hour, count) -> {
      LeadId lead = present.get(hour.leadId());
      if (lead != null) {
        known.merge(new Hour(lead, hour.kind(), hour.hour()), count, Long::sum);
      }
    });
    known.values().removeIf(count -> count == 0);
    store.add(transaction, known);
  }

  private Map<Hour, Long> hours(RecordedEvent event) {
    return switch (events.typed(event)) {
      case DispatchAccepted accepted ->
          Map.of(hour(new LeadId(accepted.leadId()), ActivityKind.SENT, event.at()), 1L);
      case Interaction interaction ->
          Map.of(hour(interaction.leadId(), ActivityKind.RECEIVED, event.at()), 1L);
      case OutsideContact outside -> hours(outside);
      default -> throw new IllegalStateException("not asked for: " + event.name());
    };
  }

  /** A contact is one of ours, and one of the lead's too if the lead took part. */
  private static Map<Hour, Long> hours(OutsideContact outside) {
    Map<Hour, Long> hours = new LinkedHashMap<>();
    outside.before().ifPresent(contact -> count(hours, outside.leadId(), contact, -1));
    outside.after().ifPresent(contact -> count(hours, outside.leadId(), contact, 1));
    return hours;
  }

  private static void count(Map<Hour, Long> hours, LeadId leadId, Contact contact, long times) {
    hours.merge(hour(leadId, ActivityKind.SENT, contact.at()), times, Long::sum);
    if (contact.answered()) {
      hours.merge(hour(leadId, ActivityKind.RECEIVED, contact.at()), times, Long::sum);
    }
  }

  private static Hour hour(LeadId leadId, ActivityKind kind, Instant at) {
    return new Hour(leadId, kind, ActivityStore.Hour.number(at));
  }

  /** For each lead that is there, who it is now: itself, or the one that it went into. */
  private Map<LeadId, LeadId> present(Transaction transaction, Map<Hour, Long> times) {
    Map<LeadId, Optional<LeadId>> seen = new HashMap<>();
    Set<LeadId> open = times.keySet().stream().map(Hour::leadId).collect(Collectors.toSet());
    while (!open.isEmpty()) {
      Map<LeadId, Optional<LeadId>> found = store.existing(transaction, open);
      seen.putAll(found);
      open =
          found.values().stream()
              .flatMap(Optional::stream)
              .filter(each -> !seen.containsKey(each))
              .collect(Collectors.toSet());
    }
    Map<LeadId, LeadId> present = new HashMap<>();
    for (LeadId lead : seen.keySet()) {
      LeadId last = lead;
      Optional<LeadId> next = seen.getOrDefault(last, Optional.empty());
      while (next.isPresent()) {
        last = next.get();
        next = seen.getOrDefault(last, Optional.empty());
      }
      if (seen.containsKey(last)) {
        present.put(lead, last);
      }
    }
    return present;
  }
}
