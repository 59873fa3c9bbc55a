package io.mce.bulk;

import io.mce.assignment.Assignments;
import io.mce.bulk.BulkItemStore.Item;
import io.mce.bulk.BulkItemStore.Settled;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.lead.Lead;
import io.mce.lead.LeadArchive;
import io.mce.lead.LeadChange;
import io.mce.lead.LeadId;
import io.mce.lead.LeadMark;
import io.mce.lead.LeadOutcome;
import io.mce.lead.LeadStatus;
import io.mce.lead.Leads;
import io.mce.organization.MemberId;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes some leads as they were before a change, in the open transaction: each value that is still
 * the one the change gave. What somebody made of it since stays, and is listed.
 */
final class TakingBack {

  private static final String WHOLE_LEAD = "lead";

  private final BulkItemStore store;
  private final Leads leads;
  private final LeadArchive archive;
  private final Assignments assignments;

  @Inject
  TakingBack(BulkItemStore store, Leads leads, LeadArchive archive, Assignments assignments) {
    this.store = store;
    this.leads = leads;
    this.archive = archive;
    this.assignments = assignments;
  }

  /** Takes back what a change did to these leads; returns what became of each. */
  List<Settled> takeBack(Actor actor, BulkChangeId of, List<Item> items) {
    OrganizationId organizationId = actor.organizationId();
    Set<LeadId> leadIds = items.stream().map(Item::leadId).collect(Collectors.toSet());
    Map<LeadId, Prior> priors = store.priors(organizationId, of, leadIds);
    Map<LeadId, Lead> found = leads.holdAll(organizationId, leadIds);
    Map<LeadId, LeadMark> marks = leads.marks(organizationId, leadIds);
    Set<LeadId> restored = restore(actor, priors, marks);
    List<Settled> settled = new ArrayList<>();
    for (Item item : items) {
      Prior prior = priors.get(item.leadId());
      LeadMark mark = marks.get(item.leadId());
      if (prior == null || mark == null) {
        settled.add(Settled.failed(item, BulkProblem.GONE, ""));
      } else if (prior.deleted().isPresent()) {
        settled.add(fromArchive(item, mark, restored.contains(item.leadId())));
      } else {
        settled.add(
            Optional.ofNullable(found.get(item.leadId()))
                .map(lead -> one(actor, item, lead, prior))
                .orElseGet(() -> Settled.failed(item, BulkProblem.GONE, "")));
      }
    }
    return settled;
  }

  /** Brings back what is in the archive as the change left it. */
  private Set<LeadId> restore(Actor actor, Map<LeadId, Prior> priors, Map<LeadId, LeadMark> marks) {
    List<LeadId> untouched =
        marks.values().stream()
            .filter(LeadMark::deleted)
            .filter(mark ->
                Optional.ofNullable(priors.get(mark.id()))
                    .flatMap(Prior::deleted)
                    .equals(Optional.of(mark.version())))
            .map(LeadMark::id)
            .toList();
    if (untouched.isEmpty()) {
      return Set.of();
    }
    return archive.restoreAll(actor, untouched).stream()
        .filter(outcome -> outcome.result() == LeadOutcome.Result.DONE)
        .map(LeadOutcome::leadId)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Settled fromArchive(Item item, LeadMark mark, boolean restored) {
    if (restored) {
      return Settled.done(item, Prior.NONE);
    }
    // Somebody brought it back; if they deleted it again, that is theirs.
    return mark.deleted()
        ? Settled.failed(item, BulkProblem.KEPT, WHOLE_LEAD)
        : Settled.unchanged(item);
  }

  private Settled one(Actor actor, Item item, Lead lead, Prior prior) {
    Restoration restoration = new Restoration(lead, prior);
    try {
      boolean changed = apply(actor, lead, restoration);
      if (!restoration.kept.isEmpty()) {
        return Settled.failed(item, BulkProblem.KEPT, String.join(",", restoration.kept));
      }
      return changed ? Settled.done(item, Prior.NONE) : Settled.unchanged(item);
    } catch (MceException e) {
      return Settled.failed(item, Changing.problem(e), String.valueOf(e.getMessage()));
    }
  }

  private boolean apply(Actor actor, Lead lead, Restoration to) {
    boolean changed = false;
    if (!to.edit.equals(LeadChange.none())) {
      leads.update(actor, lead.id(), to.edit, lead.version());
      changed = true;
    }
    if (to.status.isPresent()) {
      leads.changeStatus(actor, lead.id(), to.status.get());
      changed = true;
    }
    if (to.owner.isPresent()) {
      assignments.assignTo(actor, lead.id(), to.owner.get());
      changed = true;
    }
    return changed;
  }

  /** What is to be done to a lead, and what is to stay. */
  private static final class Restoration {

    private final Set<String> kept = new TreeSet<>();
    private final Optional<LeadStatus> status;
    private final Optional<Optional<MemberId>> owner;
    private LeadChange edit = LeadChange.none();

    Restoration(Lead lead, Prior prior) {
      this.status = prior.status().flatMap(step -> back("status", step, lead.status()));
      this.owner = prior.owner().flatMap(step -> back("owner", step, lead.owner()));
      prior
          .company()
          .flatMap(step -> back("company", step, lead.company()))
          .ifPresent(company -> edit = edit.company(company.orElse("")));
      prior
          .project()
          .flatMap(step -> back("project", step, lead.project()))
          .ifPresent(project -> edit = edit.project(project));
      tags(lead, prior);
      metadata(lead, prior);
    }

    private <T> Optional<T> back(String field, Prior.Step<T> step, T now) {
      if (now.equals(step.before())) {
        return Optional.empty();
      }
      if (now.equals(step.after())) {
        return Optional.of(step.before());
      }
      kept.add(field);
      return Optional.empty();
    }

    private void tags(Lead lead, Prior prior) {
      Set<String> tags = new LinkedHashSet<>(lead.tags());
      tags.removeAll(prior.addedTags());
      tags.addAll(prior.removedTags());
      if (!tags.equals(lead.tags())) {
        edit = edit.tags(tags);
      }
    }

    private void metadata(Lead lead, Prior prior) {
      Map<String, String> metadata = new LinkedHashMap<>(lead.metadata());
      prior
          .metadata()
          .forEach((key, step) ->
              back("metadata", step, Optional.ofNullable(lead.metadata().get(key)))
                  .ifPresent(value ->
                      value.ifPresentOrElse(
                          text -> metadata.put(key, text), () -> metadata.remove(key))));
      if (!metadata.equals(lead.metadata())) {
        edit = edit.metadata(metadata);
      }
    }
  }
}
