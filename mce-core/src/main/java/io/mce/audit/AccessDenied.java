package io.mce.audit;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.kernel.Permission;

/**
 * Something was refused to somebody.
 *
 * @param who who was refused it: "member:..." and the like
 * @param operation what was tried, in the host's words: "DELETE /api/leads/{id}"
 * @param code why: the code of the answer
 */
@EventName(value = "access.denied", readBy = Permission.AUDIT_READ)
public record AccessDenied(String who, String operation, String code) implements DomainEvent {

  @Override
  public Subject subject() {
    return new Subject("actor", who);
  }
}
