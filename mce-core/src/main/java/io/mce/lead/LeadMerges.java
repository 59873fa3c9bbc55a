package io.mce.lead;

import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.kernel.PersonalDataHolder;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two leads that are one person become one, by a person's decision, and two again when that was a
 * mistake. Both originals are kept until the person is erased. Thread-safe; each command is one
 * transaction and joins an open one.
 *
 * <p>Names, conversations, messages, enrolments, consents and notices follow the lead that stays;
 * the id of the other one leads to it ({@link Leads#get}). What one of the two refused, both
 * refuse: opt-outs, do not contact, withdrawn consents. No merge allows what was not allowed
 * before.
 *
 * <p>An undone merge gives each of the two back what it had. What came in between stays with the
 * lead that had stayed, with two exceptions: a conversation goes back with its address, and a
 * refusal holds for both.
 */
public final class LeadMerges {

  /** More merges of one lead are not shown. */
  private static final int MOST = 200;

  private final Database database;
  private final LeadStore leads;
  private final LeadMerging merging;
  private final MergeStore merges;
  private final MergePolicies policies;
  private final LeadFieldIndex fieldIndex;
  private final Set<PersonalDataHolder> holders;

  @Inject
  LeadMerges(
      Database database,
      LeadStore leads,
      LeadMerging merging,
      MergeStore merges,
      MergePolicies policies,
      LeadFieldIndex fieldIndex,
      Set<PersonalDataHolder> holders) {
    this.database = database;
    this.leads = leads;
    this.merging = merging;
    this.merges = merges;
    this.policies = policies;
    this.fieldIndex = fieldIndex;
    this.holders = holders;
  }

  /**
   * Tells what a merge would make of two leads, and changes nothing.
   *
   * @param choices by field, whose value the result is to have; fields that are left out follow the
   *     organization's policy
   * @throws MceException NOT_FOUND when one of them is not there; INVALID when they are the same or
   *     a choice makes no sense
   */
  public MergePreview preview(
      Actor actor, LeadId survivorId, LeadId mergedId, Map<String, MergeSide> choices) {
    actor.require(Permission.LEAD_READ);
    OrganizationId organizationId = actor.organizationId();
    if (survivorId.equals(mergedId)) {
      throw MceException.invalid("mergedId", "A lead cannot be merged with itself.");
    }
    return database.read(
        organizationId,
        transaction -> {
          Lead survivor = present(organizationId, survivorId);
          Lead merged = present(organizationId, mergedId);
          MergeFields fields =
              new MergeFields(
                  survivor,
                  merged,
                  policies.of(organizationId),
                  choices,
                  fieldIndex.rules(organizationId));
          return new MergePreview(
              survivor,
              merged,
              fields.fields(),
              fields.result().whetherAutomated(),
              following(organizationId, mergedId));
        });
  }

  private Lead present(OrganizationId organizationId, LeadId leadId) {
    return leads.find(organizationId, leadId).orElseThrow(() -> MceException.notFound("lead"));
  }

  private Map<String, Long> following(OrganizationId organizationId, LeadId leadId) {
    Map<String, Long> counts = new HashMap<>();
    for (PersonalDataHolder holder : holders) {
      holder
          .counts(organizationId, leadId.value())
          .forEach((what, count) -> counts.merge(what, count, Long::sum));
    }
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  /**
   * Merges a lead into another one.
   *
   * @param choices as in {@link #preview}
   * @throws MceException NOT_FOUND when one of them is not there; INVALID when they are the same or
   *     a choice makes no sense
   */
  public LeadMerge merge(
      Actor actor, LeadId survivorId, LeadId mergedId, Map<String, MergeSide> choices) {
    actor.require(Permission.LEAD_WRITE);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          present(organizationId, survivorId);
          present(organizationId, mergedId);
          return merging.merge(actor, survivorId, mergedId, policies.of(organizationId), choices);
        });
  }

  /**
   * Undoes a merge; of several into one lead the last one first.
   *
   * @throws MceException NOT_FOUND when there is none, or who it was is erased; WRONG_STATE when it
   *     was undone before, or one of the leads was merged again since
   */
  public LeadMerge unmerge(Actor actor, LeadMergeId mergeId) {
    actor.require(Permission.LEAD_WRITE);
    return database.inOrganization(
        actor.organizationId(), transaction -> merging.unmerge(actor, mergeId));
  }

  /**
   * Returns the merges of a lead, also undone ones and those in which it went, newest first.
   *
   * @throws MceException NOT_FOUND when there is no such lead
   */
  public List<LeadMerge> list(Actor actor, LeadId leadId) {
    actor.require(Permission.LEAD_READ);
    OrganizationId organizationId = actor.organizationId();
    return database.read(
        organizationId,
        transaction -> {
          LeadId known = merges.survivorOf(organizationId, leadId).orElse(leadId);
          present(organizationId, known);
          return merges.of(organizationId, leadId, MOST).stream()
              .map(MergeStore.Stored::view)
              .toList();
        });
  }
}
