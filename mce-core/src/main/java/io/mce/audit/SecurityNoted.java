package io.mce.audit;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.kernel.Permission;

/**
 * Something that concerns the security of an organization happened at the host: a log-in, a wrong
 * password, a token used twice.
 *
 * @param who whom it concerns: "member:..." and the like
 * @param what a word of the host's: "log-in", "wrong-password"
 */
@EventName(value = "security.noted", readBy = Permission.AUDIT_READ)
public record SecurityNoted(String who, String what) implements DomainEvent {

  @Override
  public Subject subject() {
    return new Subject("actor", who);
  }
}
