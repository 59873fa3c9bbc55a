package io.mce.assignment;

import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.lead.Lead;
import io.mce.lead.LeadId;
import io.mce.lead.Leads;
import io.mce.organization.MemberId;
import io.mce.organization.Members;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives leads to members. Thread-safe; blocks on the database. Each command is one transaction, or
 * joins the open one; an organization deals out one batch at a time, so that the order of turns
 * holds on every node.
 */
public final class Assignments {

  private final Database database;
  private final AssignmentStore store;
  private final AssignmentPolicy policy;
  private final Members members;
  private final Leads leads;

  @Inject
  Assignments(
      Database database,
      AssignmentStore store,
      AssignmentPolicy policy,
      Members members,
      Leads leads) {
    this.database = database;
    this.store = store;
    this.policy = policy;
    this.members = members;
    this.leads = leads;
  }

  /**
   * Gives a lead to whoever is next.
   *
   * @return who it is; empty where no member may own leads, and the lead stays as it is
   * @throws MceException NOT_FOUND
   */
  public Optional<MemberId> assign(Actor actor, LeadId leadId) {
    leads.get(actor, leadId);
    return Optional.ofNullable(assignAll(actor, List.of(leadId)).get(leadId));
  }

  /** Gives many leads to whoever is next; returns who has which. Unknown leads are passed. */
  public Map<LeadId, MemberId> assignAll(Actor actor, Collection<LeadId> leadIds) {
    actor.require(Permission.LEAD_WRITE);
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          List<Lead> found = List.copyOf(leads.findAll(actor.organizationId(), leadIds).values());
          List<MemberId> owners = deal(actor.organizationId(), found);
          Map<LeadId, MemberId> assigned = new LinkedHashMap<>();
          for (int i = 0; i < owners.size(); i++) {
            LeadId leadId = found.get(i).id();
            leads.changeOwner(actor, leadId, Optional.of(owners.get(i)));
            assigned.put(leadId, owners.get(i));
          }
          return assigned;
        });
  }

  /**
   * Gives a lead to this member, or to nobody, out of turn.
   *
   * @throws MceException INVALID when the member cannot own leads; NOT_FOUND
   */
  public Lead assignTo(Actor actor, LeadId leadId, Optional<MemberId> member) {
    return leads.changeOwner(actor, leadId, member);
  }

  /**
   * Gives new leads to whoever is next, before they are stored: returns them in the same order with
   * their owners. Must be called in the transaction that stores them.
   */
  public List<Lead> assignNew(Actor actor, List<Lead> newLeads) {
    List<MemberId> owners = deal(actor.organizationId(), newLeads);
    if (owners.isEmpty()) {
      return newLeads;
    }
    List<Lead> assigned = new ArrayList<>(newLeads.size());
    for (int i = 0; i < owners.size(); i++) {
      assigned.add(newLeads.get(i).withOwner(owners.get(i)));
    }
    return assigned;
  }

  private List<MemberId> deal(OrganizationId organizationId, List<Lead> toAssign) {
    List<MemberId> assignable = members.assignable(organizationId);
    if (toAssign.isEmpty() || assignable.isEmpty()) {
      return List.of();
    }
    MemberId last = store.takeTurn(organizationId, assignable.getLast());
    List<MemberId> owners = policy.choose(organizationId, toAssign, assignable, Optional.of(last));
    if (owners.size() != toAssign.size() || !assignable.containsAll(owners)) {
      throw new IllegalStateException(
          "the assignment policy must choose one of the members for each lead");
    }
    store.endTurn(organizationId, owners.getLast());
    return owners;
  }
}
