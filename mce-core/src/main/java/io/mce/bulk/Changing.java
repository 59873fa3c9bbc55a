package io.mce.bulk;

import io.mce.assignment.Assignments;
import io.mce.bulk.BulkItemStore.Item;
import io.mce.bulk.BulkItemStore.Settled;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.lead.Lead;
import io.mce.lead.LeadChange;
import io.mce.lead.LeadId;
import io.mce.lead.LeadMark;
import io.mce.lead.LeadOutcome;
import io.mce.lead.Leads;
import io.mce.organization.MemberId;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Does to some leads what is asked for, by the commands for one lead, in the open transaction. */
final class Changing {

  private static final String NOBODY = "There is no member who may own leads.";

  private final Leads leads;
  private final Assignments assignments;

  @Inject
  Changing(Leads leads, Assignments assignments) {
    this.leads = leads;
    this.assignments = assignments;
  }

  /** Changes the leads; returns what became of each. */
  List<Settled> change(Actor actor, BulkAction action, List<Item> items) {
    OrganizationId organizationId = actor.organizationId();
    Map<LeadId, Lead> found =
        leads.holdAll(organizationId, items.stream().map(Item::leadId).toList());
    Map<LeadId, Settled> settled = new HashMap<>();
    Map<LeadId, Lead> before = new LinkedHashMap<>();
    for (Item item : items) {
      Lead lead = found.get(item.leadId());
      if (lead == null) {
        settled.put(item.leadId(), Settled.failed(item, BulkProblem.GONE, ""));
      } else if (isOvertaken(action, item, lead)) {
        settled.put(item.leadId(), Settled.failed(item, BulkProblem.CHANGED, ""));
      } else {
        before.put(item.leadId(), lead);
      }
    }
    Map<LeadId, Refusal> refused = apply(actor, action, before);
    settle(organizationId, action, items, before, refused, settled);
    return items.stream().map(item -> Objects.requireNonNull(settled.get(item.leadId()))).toList();
  }

  private void settle(
      OrganizationId organizationId,
      BulkAction action,
      List<Item> items,
      Map<LeadId, Lead> before,
      Map<LeadId, Refusal> refused,
      Map<LeadId, Settled> settled) {
    Map<LeadId, Lead> after = leads.findAll(organizationId, before.keySet());
    Map<LeadId, LeadMark> marks =
        action.kind() == BulkKind.DELETE ? leads.marks(organizationId, before.keySet()) : Map.of();
    for (Item item : items) {
      LeadId leadId = item.leadId();
      Lead was = before.get(leadId);
      if (was == null) {
        continue;
      }
      Refusal refusal = refused.get(leadId);
      Lead is = after.get(leadId);
      LeadMark mark = marks.get(leadId);
      if (refusal != null) {
        settled.put(leadId, Settled.failed(item, refusal.problem(), refusal.sentence()));
      } else if (mark != null) {
        settled.put(leadId, Settled.done(item, Prior.deleted(mark.version())));
      } else if (is == null) {
        settled.put(leadId, Settled.failed(item, BulkProblem.GONE, ""));
      } else {
        Prior prior = Prior.between(was, is);
        settled.put(
            leadId, prior.equals(Prior.NONE) ? Settled.unchanged(item) : Settled.done(item, prior));
      }
    }
  }

  /**
   * Tells whether somebody changed the lead since it was collected, in a way that this would
   * overwrite: tags are only added and taken away.
   */
  private static boolean isOvertaken(BulkAction action, Item item, Lead lead) {
    return switch (action.kind()) {
      case STATUS, COMPANY, METADATA, PROJECT, DELETE -> lead.version() != item.version();
      case OWNER, DEAL_OUT -> !lead.owner().equals(item.owner());
      case TAGS, UNDO -> false;
    };
  }

  /** Why a lead cannot be changed. */
  private record Refusal(BulkProblem problem, String sentence) {}

  private Map<LeadId, Refusal> apply(Actor actor, BulkAction action, Map<LeadId, Lead> found) {
    if (found.isEmpty()) {
      return Map.of();
    }
    return switch (action) {
      case BulkAction.SetStatus set ->
          each(found, lead -> leads.changeStatus(actor, lead.id(), set.status()));
      case BulkAction.SetOwner set ->
          each(found, lead -> assignments.assignTo(actor, lead.id(), set.owner()));
      case BulkAction.ChangeTags tags -> each(found, lead -> changeTags(actor, lead, tags));
      case BulkAction.SetCompany set ->
          each(
              found,
              lead -> edit(actor, lead, LeadChange.none().company(set.company().orElse(""))));
      case BulkAction.SetMetadata set -> each(found, lead -> setMetadata(actor, lead, set));
      case BulkAction.SetProject set -> each(found, lead -> setProject(actor, lead, set));
      case BulkAction.DealOut deal -> dealOut(actor, found);
      case BulkAction.Delete delete -> delete(actor, found);
      case BulkAction.TakeBack undo -> throw new IllegalStateException("not a change");
    };
  }

  private static Map<LeadId, Refusal> each(Map<LeadId, Lead> found, Consumer<Lead> change) {
    Map<LeadId, Refusal> refused = new HashMap<>();
    for (Lead lead : found.values()) {
      try {
        change.accept(lead);
      } catch (MceException e) {
        refused.put(lead.id(), new Refusal(problem(e), String.valueOf(e.getMessage())));
      }
    }
    return refused;
  }

  /** Says why a command for one lead was refused; what is no answer about the lead goes on. */
  static BulkProblem problem(MceException refusal) {
    return switch (refusal.code()) {
      case NOT_FOUND -> BulkProblem.GONE;
      case STALE_VERSION -> BulkProblem.CHANGED;
      case FORBIDDEN, APPROVAL_NEEDED -> BulkProblem.NOT_ALLOWED;
      case INVALID, CONFLICT, WRONG_STATE -> BulkProblem.REFUSED;
      default -> throw refusal;
    };
  }

  private void changeTags(Actor actor, Lead lead, BulkAction.ChangeTags change) {
    Set<String> tags = new LinkedHashSet<>(lead.tags());
    tags.removeAll(change.removed());
    tags.addAll(change.added());
    if (!tags.equals(lead.tags())) {
      edit(actor, lead, LeadChange.none().tags(tags));
    }
  }

  private void setProject(Actor actor, Lead lead, BulkAction.SetProject set) {
    if (!lead.project().equals(set.project())) {
      edit(actor, lead, LeadChange.none().project(set.project()));
    }
  }

  private void setMetadata(Actor actor, Lead lead, BulkAction.SetMetadata set) {
    Map<String, String> metadata = new LinkedHashMap<>(lead.metadata());
    set.value()
        .ifPresentOrElse(value -> metadata.put(set.key(), value), () -> metadata.remove(set.key()));
    if (!metadata.equals(lead.metadata())) {
      edit(actor, lead, LeadChange.none().metadata(metadata));
    }
  }

  private void edit(Actor actor, Lead lead, LeadChange change) {
    leads.update(actor, lead.id(), change, lead.version());
  }

  private Map<LeadId, Refusal> dealOut(Actor actor, Map<LeadId, Lead> found) {
    Map<LeadId, MemberId> owners = assignments.assignAll(actor, List.copyOf(found.keySet()));
    Map<LeadId, Refusal> refused = new HashMap<>();
    for (LeadId leadId : found.keySet()) {
      if (!owners.containsKey(leadId)) {
        refused.put(leadId, new Refusal(BulkProblem.REFUSED, NOBODY));
      }
    }
    return refused;
  }

  private Map<LeadId, Refusal> delete(Actor actor, Map<LeadId, Lead> found) {
    Map<LeadId, Refusal> refused = new HashMap<>();
    for (LeadOutcome outcome : leads.deleteAll(actor, new ArrayList<>(found.keySet()))) {
      switch (outcome.result()) {
        case DONE -> {}
        case NOT_FOUND -> refused.put(outcome.leadId(), new Refusal(BulkProblem.GONE, ""));
        case REFUSED ->
            refused.put(
                outcome.leadId(), new Refusal(BulkProblem.REFUSED, outcome.reason().orElse("")));
      }
    }
    return refused;
  }
}
