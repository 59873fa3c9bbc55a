package io.mce.scoring;

import io.mce.event.Events;
import io.mce.event.RecordedEvent;
import io.mce.job.Startable;
import io.mce.journey.Interaction;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.lead.LeadId;
import io.mce.lead.LeadUpdated;
import io.mce.persistence.Transaction;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Keeps scores up with what happens to leads. */
final class ScoringHandler implements Startable {

  private static final String NAME = "scoring";

  private final Events events;
  private final Scoring scoring;

  @Inject
  ScoringHandler(Events events, Scoring scoring) {
    this.events = events;
    this.scoring = scoring;
  }

  @Override
  public void start() {
    events.subscribe(NAME, Set.of(LeadUpdated.class), this::updated);
    // A projection, because an interaction counted twice would be points twice.
    events.projectRole("scoring-engagement", Interaction.class, this::engaged);
  }

  private void updated(RecordedEvent event) {
    try {
      scoring.score(
          Actor.engine(event.organizationId(), NAME).because(event.asCause()),
          event.as(LeadUpdated.class).leadId());
    } catch (MceException e) {
      if (e.code() != ErrorCode.NOT_FOUND) { // Deleted since: nothing to score.
        throw e;
      }
    }
  }

  private void engaged(Transaction transaction, List<RecordedEvent> interactions) {
    // In one order of leads, so that two who change scores do not wait for each other in a circle.
    Map<LeadId, Integer> counts = new TreeMap<>(Comparator.comparing(LeadId::toString));
    for (RecordedEvent event : interactions) {
      if (events.typed(event) instanceof Interaction interaction) {
        counts.merge(interaction.leadId(), 1, Integer::sum);
      }
    }
    scoring.engaged(
        Actor.engine(transaction.organizationId(), NAME).because(interactions.getLast().asCause()),
        counts);
  }
}
