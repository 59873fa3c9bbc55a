package io.mce.assignment;

import io.mce.assignment.AssignmentStore.Place;
import io.mce.assignment.AssignmentStore.Waiting;
import io.mce.job.DueWork;
import io.mce.job.DueWork.Lease;
import io.mce.job.Worker;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.lead.Lead;
import io.mce.lead.LeadId;
import io.mce.lead.Leads;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives leads that wait to members who came back, joined, finished other leads or begin to work,
 * some to a transaction. It looks when one of these happened, never in between.
 */
final class BacklogWorker implements Worker {

  static final String KIND = "assignment-backlog";
  private static final String NAME = "assignment";
  private static final int BATCH = 200;
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final Database database;
  private final AssignmentStore store;
  private final AssignmentPlans plans;
  private final Dealer dealer;
  private final Assignments assignments;
  private final Leads leads;
  private final DueWork dueWork;

  @Inject
  BacklogWorker(
      Database database,
      AssignmentStore store,
      AssignmentPlans plans,
      Dealer dealer,
      Assignments assignments,
      Leads leads,
      DueWork dueWork) {
    this.database = database;
    this.store = store;
    this.plans = plans;
    this.dealer = dealer;
    this.assignments = assignments;
    this.leads = leads;
    this.dueWork = dueWork;
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public Optional<String> kind() {
    return Optional.of(KIND);
  }

  @Override
  public Optional<Instant> nextDue() {
    return dueWork.nextDue(KIND);
  }

  @Override
  public boolean runOnce() {
    Optional<Lease> lease = dueWork.claim(KIND, LEASE);
    lease.ifPresent(each -> dueWork.complete(each, work(each)));
    return lease.isPresent();
  }

  /** How far a batch came. */
  private record Batch(Optional<Place> next) {}

  /** Gives what can be given; returns when to look again by itself. */
  private Optional<Instant> work(Lease lease) {
    OrganizationId organizationId = lease.organizationId();
    Optional<Place> next = Optional.of(Place.START);
    while (next.isPresent()) {
      Place after = next.get();
      Batch batch =
          database.inOrganization(organizationId, transaction -> batch(organizationId, after));
      next = batch.next();
      if (next.isPresent() && !dueWork.renew(lease, LEASE)) {
        return Optional.empty();
      }
    }
    return database.read(
        organizationId,
        transaction ->
            store.hasWaiting(organizationId)
                ? dealer.roster(organizationId).nextArrival()
                : Optional.empty());
  }

  private Batch batch(OrganizationId organizationId, Place after) {
    AssignmentPlan plan = plans.of(organizationId).plan();
    if (!plan.givesByItself()) {
      return new Batch(Optional.empty());
    }
    Roster roster = dealer.roster(organizationId);
    roster.load(store.openLeads(organizationId, roster.limited()));
    if (roster.seats(roster.takers()).isEmpty()) {
      return new Batch(Optional.empty());
    }
    List<Waiting> waiting = store.claimWaiting(organizationId, plan.order(), after, BATCH);
    if (waiting.isEmpty()) {
      return new Batch(Optional.empty());
    }
    Map<LeadId, Lead> found =
        leads.findAll(organizationId, waiting.stream().map(Waiting::id).toList());
    List<Lead> inOrder =
        waiting.stream()
            .flatMap(each -> Optional.ofNullable(found.get(each.id())).stream())
            .toList();
    assignments.give(Actor.engine(organizationId, NAME), inOrder, true);
    return new Batch(
        waiting.size() < BATCH ? Optional.empty() : Optional.of(waiting.getLast().place()));
  }
}
