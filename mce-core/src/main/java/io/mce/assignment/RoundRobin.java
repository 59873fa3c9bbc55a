package io.mce.assignment;

import io.mce.kernel.OrganizationId;
import io.mce.lead.Lead;
import io.mce.organization.MemberId;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Deals leads out in turn: over any stretch, no two members differ by more than one lead. */
final class RoundRobin implements AssignmentPolicy {

  @Inject
  RoundRobin() {}

  @Override
  public List<MemberId> choose(
      OrganizationId organizationId,
      List<Lead> leads,
      List<MemberId> members,
      Optional<MemberId> last) {
    int next = last.map(member -> after(member, members)).orElse(0);
    List<MemberId> owners = new ArrayList<>(leads.size());
    for (int i = 0; i < leads.size(); i++) {
      owners.add(members.get((next + i) % members.size()));
    }
    return owners;
  }

  /** Who left since is followed by whoever joined next; ids are in order of joining. */
  private static int after(MemberId last, List<MemberId> members) {
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).toString().compareTo(last.toString()) > 0) {
        return i;
      }
    }
    return 0;
  }
}
