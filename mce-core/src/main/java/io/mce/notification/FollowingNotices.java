package io.mce.notification;

import io.mce.kernel.Actor;
import io.mce.kernel.FollowingData;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Notices about merged leads. */
final class FollowingNotices implements FollowingData {

  private final NoticeStore store;

  @Inject
  FollowingNotices(NoticeStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "notices";
  }

  @Override
  public List<String> join(Actor actor, UUID from, UUID into) {
    return store.give(actor.organizationId(), from, into);
  }

  @Override
  public void part(Actor actor, UUID from, UUID into, List<String> joined) {
    store.giveBack(actor.organizationId(), joined, from, into);
  }
}
