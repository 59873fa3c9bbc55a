package io.mce.approval;

import io.mce.kernel.MceException;
import io.mce.kernel.Permission;
import io.mce.lead.LeadStatus;
import io.mce.organization.Role;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who may make one change of status without asking.
 *
 * @param from the status before; empty: any, unless another rule names it
 * @param to the status after
 * @param roles who may; owners always
 */
public record StatusRule(Optional<LeadStatus> from, LeadStatus to, Set<Role> roles) {

  /**
   * Adds the owners.
   *
   * @throws MceException INVALID when it changes nothing, or names a role that changes no leads
   */
  public StatusRule {
    if (from.equals(Optional.of(to))) {
      throw MceException.invalid("rules", "A rule leads from one status to another one.");
    }
    for (Role role : roles) {
      if (!role.permissions().contains(Permission.LEAD_WRITE)) {
        throw MceException.invalid("rules", "The role " + role + " changes no leads at all.");
      }
    }
    EnumSet<Role> all = EnumSet.of(Role.OWNER);
    all.addAll(roles);
    roles = Collections.unmodifiableSet(all);
  }
}
