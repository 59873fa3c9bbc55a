package io.mce.assignment;

import io.mce.kernel.OrganizationId;
import io.mce.lead.Lead;
import io.mce.organization.MemberId;
import java.util.List;
import java.util.Optional;

/**
 * Decides who gets which new lead. A host may supply its own. Called inside a transaction that
 * holds the organization's turn, so it must be quick, must not block, and must not write.
 */
@FunctionalInterface
public interface AssignmentPolicy {

  /**
   * Chooses an owner for each lead.
   *
   * @param leads new leads, in order of arrival
   * @param members who may own leads, in order of joining; never empty
   * @param last who got the lead before these; on the first turn the member who joined last
   * @return one of the members for each lead, in the same order
   */
  List<MemberId> choose(
      OrganizationId organizationId,
      List<Lead> leads,
      List<MemberId> members,
      Optional<MemberId> last);
}
