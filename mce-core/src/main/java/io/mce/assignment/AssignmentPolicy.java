package io.mce.assignment;

import io.mce.kernel.OrganizationId;
import io.mce.lead.Lead;
import io.mce.organization.MemberId;
import java.util.List;
import java.util.Optional;

/**
 * Decides who gets which lead, instead of {@link AssignmentPlan.Policy}. A host supplies it with
 * {@code MceEngineBuilder.assignmentPolicy}. Rules, availability and room of members hold as
 * before, and where a plan says that leads are given by hand they are. Called inside a transaction
 * that holds the organization's turn, so it must be quick, must not block, and must not write.
 */
@FunctionalInterface
public interface AssignmentPolicy {

  /**
   * Chooses an owner for each lead.
   *
   * @param leads new leads, in order of arrival
   * @param members who can take a lead now, in order of joining; never empty
   * @param last who got the lead before these; on the first turn the last of the members
   * @return one of the members for each lead, in the same order
   */
  List<MemberId> choose(
      OrganizationId organizationId,
      List<Lead> leads,
      List<MemberId> members,
      Optional<MemberId> last);
}
