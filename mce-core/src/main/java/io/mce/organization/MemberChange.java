package io.mce.organization;

import java.util.Optional;

/** What to change of a member; what is empty stays as it is. */
public record MemberChange(Optional<String> name, Optional<Role> role, Optional<Boolean> active) {

  /** Changes nothing yet. */
  public static MemberChange none() {
    return new MemberChange(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Also changes the name. */
  public MemberChange withName(String newName) {
    return new MemberChange(Optional.of(newName), role, active);
  }

  /** Also changes the role. */
  public MemberChange withRole(Role newRole) {
    return new MemberChange(name, Optional.of(newRole), active);
  }

  /** Also says whether the person still works here. */
  public MemberChange withActive(boolean nowActive) {
    return new MemberChange(name, role, Optional.of(nowActive));
  }
}
