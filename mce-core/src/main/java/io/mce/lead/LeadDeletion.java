package io.mce.lead;

import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PersonalDataHolder;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Sets leads aside, after asking every feature whether something is against it. */
final class LeadDeletion {

  /** How many leads one command deletes or brings back at most. */
  static final int MOST = 1000;

  private final Database database;
  private final LeadStore store;
  private final Set<PersonalDataHolder> holders;
  private final Events events;
  private final Clock clock;

  @Inject
  LeadDeletion(
      Database database,
      LeadStore store,
      Set<PersonalDataHolder> holders,
      Events events,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.holders = holders;
    this.events = events;
    this.clock = clock;
  }

  LeadDependencies dependencies(OrganizationId organizationId, LeadId leadId) {
    Map<String, Long> counts = new HashMap<>();
    for (PersonalDataHolder holder : holders) {
      holder
          .counts(organizationId, leadId.value())
          .forEach((what, count) -> counts.merge(what, count, Long::sum));
    }
    counts.values().removeIf(count -> count == 0);
    return new LeadDependencies(counts, objections(organizationId, leadId));
  }

  private List<String> objections(OrganizationId organizationId, LeadId leadId) {
    return holders.stream()
        .map(holder -> holder.objection(organizationId, leadId.value()))
        .flatMap(Optional::stream)
        .sorted()
        .toList();
  }

  List<LeadOutcome> deleteAll(Actor actor, List<LeadId> leadIds) {
    requireFew(leadIds);
    Map<LeadId, LeadOutcome> outcomes = new HashMap<>();
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          outcomes.clear();
          for (LeadId leadId : inOneOrder(leadIds)) {
            outcomes.put(leadId, delete(actor, leadId));
          }
          return inOrderOf(leadIds, outcomes);
        });
  }

  private LeadOutcome delete(Actor actor, LeadId leadId) {
    OrganizationId organizationId = actor.organizationId();
    List<String> objections = objections(organizationId, leadId);
    if (!objections.isEmpty()) {
      return LeadOutcome.refused(leadId, String.join(" ", objections));
    }
    return setAside(actor, leadId);
  }

  /** Deletes a lead after somebody asked whether anything is against it. */
  LeadOutcome setAside(Actor actor, LeadId leadId) {
    if (!store.delete(actor.organizationId(), leadId, who(actor), clock.instant())) {
      return LeadOutcome.notFound(leadId);
    }
    holders.forEach(holder -> holder.setAside(actor, leadId.value()));
    events.append(actor, new LeadDeleted(leadId));
    return LeadOutcome.done(leadId);
  }

  /** Names an actor in the row of what it deleted. */
  static String who(Actor actor) {
    return actor.kind() + ":" + actor.id();
  }

  static void requireFew(List<LeadId> leadIds) {
    if (leadIds.isEmpty() || leadIds.size() > MOST) {
      throw MceException.invalid("ids", "Name 1 to " + MOST + " leads at a time.");
    }
  }

  /** Two who delete the same leads must not wait for each other in a circle. */
  static List<LeadId> inOneOrder(List<LeadId> leadIds) {
    Set<String> sorted = new TreeSet<>();
    leadIds.forEach(leadId -> sorted.add(leadId.toString()));
    return sorted.stream().map(LeadId::of).toList();
  }

  static List<LeadOutcome> inOrderOf(List<LeadId> leadIds, Map<LeadId, LeadOutcome> outcomes) {
    List<LeadOutcome> ordered = new ArrayList<>();
    for (LeadId leadId : leadIds) {
      ordered.add(outcomes.getOrDefault(leadId, LeadOutcome.notFound(leadId)));
    }
    return ordered;
  }
}
