package io.mce.scoring;

import io.mce.event.Events;
import io.mce.event.RecordedEvent;
import io.mce.job.Startable;
import io.mce.journey.Interaction;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.lead.LeadId;
import io.mce.lead.LeadMerged;
import io.mce.lead.LeadStatusChanged;
import io.mce.lead.LeadUnmerged;
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
    events.subscribe(
        NAME,
        Set.of(LeadUpdated.class, LeadStatusChanged.class, LeadMerged.class, LeadUnmerged.class),
        this::updated);
    // A projection, because an interaction counted twice would be points twice.
    events.projectRole("scoring-engagement", Interaction.class, this::engaged);
  }

  private void updated(RecordedEvent event) {
    try {
      scoring.score(
          Actor.engine(event.organizationId(), NAME).because(event.asCause()),
          LeadId.of(event.subject().id()));
    } catch (MceException e) {
      if (e.code() != ErrorCode.NOT_FOUND) { // Deleted since: nothing to score.
        throw e;
      }
    }
  }

  private void engaged(Transaction transaction, List<RecordedEvent> interactions) {
    // In one order of leads, so that two who change scores do not wait for each other in a circle.
    Map<LeadId, Engagement> counts = new TreeMap<>(Comparator.comparing(LeadId::toString));
    for (RecordedEvent event : interactions) {
      if (events.typed(event) instanceof Interaction interaction) {
        Engagement.Count once =
            new Engagement.Count(
                1,
                event.at(),
                interaction
                    .answeredAfter()
                    .map(after -> new Engagement.Quickest(after, event.at())));
        counts.put(
            interaction.leadId(),
            counts
                .getOrDefault(interaction.leadId(), Engagement.NONE)
                .plus(interaction.kind().name(), once));
      }
    }
    scoring.engaged(
        Actor.engine(transaction.organizationId(), NAME).because(interactions.getLast().asCause()),
        counts);
  }
}
