package io.mce.app.lead;

import io.mce.organization.Member;
import io.mce.organization.MemberId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of the members of one organization. */
final class Owners {

  private final Map<MemberId, String> names = new HashMap<>();

  Owners(List<Member> members) {
    members.forEach(member -> names.put(member.id(), member.name()));
  }

  Optional<String> name(MemberId id) {
    return Optional.ofNullable(names.get(id));
  }
}
