package io.mce.assignment;

import io.mce.assignment.AssignmentNote.How;
import io.mce.job.DueWork;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.lead.Lead;
import io.mce.lead.LeadId;
import io.mce.lead.Leads;
import io.mce.organization.MemberId;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives leads to members, by the plan of the organization ({@link AssignmentPlans}) and by who is
 * there ({@link Availabilities}). A lead that nobody can take waits and is given when somebody can.
 * Thread-safe; blocks on the database. Each command is one transaction, or joins the open one; an
 * organization deals out one batch at a time, so that the order of turns and the room of each
 * member hold on every node.
 */
public final class Assignments {

  private static final int MOST_COUNTED = 1_000;

  private final Database database;
  private final AssignmentStore store;
  private final AssignmentPlans plans;
  private final Dealer dealer;
  private final DueWork dueWork;
  private final Leads leads;
  private final Clock clock;

  @Inject
  Assignments(
      Database database,
      AssignmentStore store,
      AssignmentPlans plans,
      Dealer dealer,
      DueWork dueWork,
      Leads leads,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.plans = plans;
    this.dealer = dealer;
    this.dueWork = dueWork;
    this.leads = leads;
    this.clock = clock;
  }

  /**
   * Gives a lead to whoever the plan says; part of the engine passes one that a person gave away.
   *
   * @return who has it now; empty where nobody can take it, and the lead stays as it is
   * @throws MceException NOT_FOUND
   */
  public Optional<MemberId> assign(Actor actor, LeadId leadId) {
    leads.get(actor, leadId);
    return Optional.ofNullable(assignAll(actor, List.of(leadId)).get(leadId));
  }

  /** Gives many leads; returns who was given which. Unknown leads are passed. */
  public Map<LeadId, MemberId> assignAll(Actor actor, Collection<LeadId> leadIds) {
    actor.require(Permission.LEAD_WRITE);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          Map<LeadId, Lead> found = new LinkedHashMap<>(leads.findAll(organizationId, leadIds));
          if (actor.kind() == Actor.Kind.ENGINE) {
            found.keySet().removeAll(store.byHand(organizationId, leadIds));
          }
          return give(actor, List.copyOf(found.values()), false);
        });
  }

  /**
   * Deals leads out and stores what came of it.
   *
   * @param waiting whether they wait: one that was given away meanwhile is passed
   */
  Map<LeadId, MemberId> give(Actor actor, List<Lead> toGive, boolean waiting) {
    OrganizationId organizationId = actor.organizationId();
    Map<LeadId, MemberId> owners = new LinkedHashMap<>();
    List<Dealt> dealt = dealer.deal(organizationId, toGive);
    dealt.forEach(each -> each.owner().ifPresent(owner -> owners.put(each.lead().id(), owner)));
    Set<LeadId> changed = leads.giveAll(actor, owners, waiting);
    Map<LeadId, AssignmentNote> notes = new LinkedHashMap<>();
    dealt.stream()
        .filter(each -> changed.contains(each.lead().id()))
        .forEach(each -> notes.put(each.lead().id(), note(actor, each)));
    store.note(organizationId, notes);
    return owners;
  }

  private AssignmentNote note(Actor actor, Dealt dealt) {
    return new AssignmentNote(
        dealt.owner(),
        dealt.how(),
        dealt.rule(),
        dealt.insteadOf(),
        actor.kind().name(),
        actor.id(),
        clock.instant());
  }

  /**
   * Gives a lead to this member, or to nobody, out of turn. Nothing gives it to anybody else by
   * itself from then on.
   *
   * @throws MceException INVALID when the member cannot own leads; NOT_FOUND
   */
  public Lead assignTo(Actor actor, LeadId leadId, Optional<MemberId> member) {
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          Lead changed = leads.changeOwner(actor, leadId, member);
          AssignmentNote note =
              new AssignmentNote(
                  member,
                  How.HAND,
                  Optional.empty(),
                  Optional.empty(),
                  actor.kind().name(),
                  actor.id(),
                  clock.instant());
          store.note(actor.organizationId(), Map.of(leadId, note));
          return changed;
        });
  }

  /**
   * Says why a lead has the owner it has, or none.
   *
   * @throws MceException NOT_FOUND
   */
  public AssignmentNote explain(Actor actor, LeadId leadId) {
    Lead lead = leads.get(actor, leadId);
    OrganizationId organizationId = actor.organizationId();
    Optional<AssignmentNote> noted =
        store.findNote(organizationId, lead.id()).filter(note -> note.owner().equals(lead.owner()));
    return noted.orElseGet(() ->
        new AssignmentNote(
            lead.owner(),
            lead.owner().isPresent() ? How.POLICY : How.WAITING,
            Optional.empty(),
            Optional.empty(),
            Actor.Kind.ENGINE.name(),
            "assignment",
            lead.createdAt()));
  }

  /** Returns how many leads wait for somebody, up to {@value #MOST_COUNTED}. */
  public int waiting(Actor actor) {
    actor.require(Permission.LEAD_READ);
    return store.countWaiting(actor.organizationId(), MOST_COUNTED);
  }

  /**
   * Returns how many open leads members have, of each up to {@link Availabilities#MOST_CAPACITY}.
   */
  public Map<MemberId, Integer> openLeads(Actor actor) {
    actor.require(Permission.LEAD_READ);
    OrganizationId organizationId = actor.organizationId();
    return database.read(
        organizationId,
        transaction -> store.openLeads(organizationId, dealer.roster(organizationId).takers()));
  }

  /** Returns the members who are neither away nor off work now. */
  public Set<MemberId> there(Actor actor) {
    actor.require(Permission.MEMBER_READ);
    OrganizationId organizationId = actor.organizationId();
    return database.read(
        organizationId,
        transaction -> {
          Roster roster = dealer.roster(organizationId);
          return roster.takers().stream()
              .filter(roster::isThere)
              .collect(java.util.stream.Collectors.toSet());
        });
  }

  /**
   * Gives new leads away before they are stored: returns them in the same order with their owners.
   * Must be called in the transaction that stores them.
   */
  public List<Lead> assignNew(Actor actor, List<Lead> newLeads) {
    OrganizationId organizationId = actor.organizationId();
    List<Dealt> dealt = dealer.deal(organizationId, newLeads);
    List<Lead> assigned = new ArrayList<>(newLeads.size());
    Map<LeadId, AssignmentNote> notes = new LinkedHashMap<>();
    boolean waits = false;
    for (Dealt each : dealt) {
      assigned.add(each.owner().map(each.lead()::withOwner).orElse(each.lead()));
      waits |= each.owner().isEmpty();
      if (each.owner().isPresent() && each.isWorthANote()) {
        notes.put(each.lead().id(), note(actor, each));
      }
    }
    store.note(organizationId, notes);
    if (waits && plans.of(organizationId).plan().givesByItself()) {
      dealer
          .roster(organizationId)
          .nextArrival()
          .ifPresent(at -> dueWork.schedule(organizationId, BacklogWorker.KIND, "all", at));
    }
    return assigned;
  }
}
