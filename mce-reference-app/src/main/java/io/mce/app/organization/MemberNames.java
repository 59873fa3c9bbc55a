package io.mce.app.organization;

import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.Permission;
import io.mce.kernel.TypedId;
import io.mce.organization.Member;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the members of an organization are called, for who may know it: others see no names. */
public final class MemberNames {

  private final Map<String, String> names = new HashMap<>();

  private MemberNames() {}

  /** Reads the names once, for all that one answer shows. */
  public static MemberNames of(MceEngine engine, Actor actor) {
    MemberNames all = new MemberNames();
    if (actor.permissions().contains(Permission.MEMBER_READ)) {
      for (Member member : engine.members().list(actor)) {
        all.names.put(member.id().toString(), member.name());
      }
    }
    return all;
  }

  /** Returns the name of a member. */
  public Optional<String> name(TypedId memberId) {
    return name(memberId.value().toString());
  }

  /** Returns the name of the member that an actor id stands for, if it does. */
  public Optional<String> name(String actorId) {
    return Optional.ofNullable(names.get(actorId));
  }
}
