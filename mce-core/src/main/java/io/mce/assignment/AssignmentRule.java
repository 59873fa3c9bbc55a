package io.mce.assignment;

import io.mce.lead.Lead;
import io.mce.organization.MemberId;
import java.util.List;

/**
 * Some leads are for some members.
 *
 * @param name what people call it; each rule of a plan has another
 * @param conditions all of which must hold
 * @param members whom such leads are for; at least one
 */
public record AssignmentRule(
    String name, List<AssignmentCondition> conditions, List<MemberId> members) {

  /** Copies the lists. */
  public AssignmentRule {
    conditions = List.copyOf(conditions);
    members = List.copyOf(members);
  }

  /**
   * Tells whether the rule is about this lead.
   *
   * @param languages those of the organization, the preferred one first
   */
  boolean fits(Lead lead, List<String> languages) {
    return conditions.stream().allMatch(condition -> condition.holds(lead, languages));
  }
}
