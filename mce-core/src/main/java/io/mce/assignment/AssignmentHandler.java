package io.mce.assignment;

import io.mce.assignment.AssignmentNote.How;
import io.mce.event.DomainEvent;
import io.mce.event.Events;
import io.mce.event.RecordedEvent;
import io.mce.job.DueWork;
import io.mce.job.Startable;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.lead.LeadAssigned;
import io.mce.lead.LeadDeleted;
import io.mce.lead.LeadId;
import io.mce.lead.LeadMerged;
import io.mce.lead.LeadRestored;
import io.mce.lead.LeadStatusChanged;
import io.mce.lead.Leads;
import io.mce.notification.Notices;
import io.mce.organization.MemberChanged;
import io.mce.organization.MemberId;
import io.mce.organization.MemberJoined;
import io.mce.organization.OrganizationChanged;
import io.mce.persistence.Transaction;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks through the backlog when somebody may have come or have room again, tells members what they
 * were given, and remembers what people decided by hand.
 */
final class AssignmentHandler implements Startable {

  private static final String NAME = "assignment";

  private final Events events;
  private final AssignmentStore store;
  private final Leads leads;
  private final Notices notices;
  private final DueWork dueWork;
  private final Clock clock;

  @Inject
  AssignmentHandler(
      Events events,
      AssignmentStore store,
      Leads leads,
      Notices notices,
      DueWork dueWork,
      Clock clock) {
    this.events = events;
    this.store = store;
    this.leads = leads;
    this.notices = notices;
    this.dueWork = dueWork;
    this.clock = clock;
  }

  @Override
  public void start() {
    Set<Class<? extends DomainEvent>> types =
        Set.of(
            LeadAssigned.class,
            LeadStatusChanged.class,
            LeadDeleted.class,
            LeadRestored.class,
            LeadMerged.class,
            MemberJoined.class,
            MemberChanged.class,
            MemberAvailabilityChanged.class,
            AssignmentPlanChanged.class,
            OrganizationChanged.class);
    events.project(NAME, types, this::apply);
  }

  private void apply(Transaction transaction, List<RecordedEvent> recorded) {
    OrganizationId organizationId = transaction.organizationId();
    Map<LeadId, AssignmentNote> byHand = new LinkedHashMap<>();
    Map<MemberId, List<LeadId>> given = new LinkedHashMap<>();
    for (RecordedEvent event : recorded) {
      if (event.is(LeadAssigned.class)) {
        LeadAssigned assigned = event.as(LeadAssigned.class);
        if (assigned.byHand()) {
          byHand.put(assigned.leadId(), byHand(event, assigned));
        }
        assigned
            .memberId()
            .filter(member -> !member.toString().equals(event.actorId()))
            .ifPresent(member ->
                given.computeIfAbsent(member, id -> new ArrayList<>()).add(assigned.leadId()));
      }
    }
    store.note(organizationId, present(organizationId, byHand));
    given.forEach((member, leadIds) -> tell(organizationId, member, leadIds, recorded.getLast()));
    boolean mayHaveRoom = recorded.stream().anyMatch(AssignmentHandler::mayMakeRoom);
    if (mayHaveRoom && store.hasWaiting(organizationId)) {
      dueWork.schedule(organizationId, BacklogWorker.KIND, "all", clock.instant());
    }
  }

  /** What was given by itself makes no room. */
  private static boolean mayMakeRoom(RecordedEvent event) {
    return !event.is(LeadAssigned.class) || event.as(LeadAssigned.class).byHand();
  }

  private static AssignmentNote byHand(RecordedEvent event, LeadAssigned assigned) {
    return new AssignmentNote(
        assigned.memberId(),
        How.HAND,
        Optional.empty(),
        Optional.empty(),
        event.actorKind().name(),
        event.actorId(),
        event.at());
  }

  private Map<LeadId, AssignmentNote> present(
      OrganizationId organizationId, Map<LeadId, AssignmentNote> notes) {
    notes.keySet().retainAll(leads.keepAll(organizationId, notes.keySet()).keySet());
    return notes;
  }

  /** One lead is told by its name; many at once, as an import brings them, once an hour. */
  private void tell(
      OrganizationId organizationId, MemberId member, List<LeadId> leadIds, RecordedEvent last) {
    Actor actor = Actor.engine(organizationId, NAME).because(last.asCause());
    if (leadIds.size() == 1) {
      LeadId leadId = leadIds.getFirst();
      Optional.ofNullable(leads.keepAll(organizationId, leadIds).get(leadId))
          .filter(lead -> lead.owner().equals(Optional.of(member)))
          .ifPresent(lead ->
              notices.raiseFor(
                  actor,
                  member,
                  (lead.name().isBlank() ? "A lead without a name" : lead.name())
                      + " is your lead now.",
                  Optional.of(leadId.value()),
                  "assigned:" + leadId + ":" + last.seq()));
    } else {
      Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
      notices.raiseFor(
          actor,
          member,
          "You were given several leads at once.",
          Optional.empty(),
          "assigned:" + member + ":" + hour);
    }
  }
}
