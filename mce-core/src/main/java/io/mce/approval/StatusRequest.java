package io.mce.approval;

import io.mce.kernel.Actor;
import io.mce.kernel.Permission;
import io.mce.lead.LeadId;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody asks for a change of status that their role may not make.
 *
 * @param leadId of which lead; after a merge the lead that stayed
 * @param move from the status that the lead had when it was asked for
 * @param reason why, in the words of who asks
 * @param requestedBy who asks, as kind and id of the actor
 * @param decidedBy who ended it, likewise; empty while it is open
 * @param answer what was said with a refusal
 */
public record StatusRequest(
    StatusRequestId id,
    LeadId leadId,
    StatusMove move,
    String reason,
    StatusRequestState state,
    String requestedBy,
    Instant requestedAt,
    Optional<String> decidedBy,
    Optional<Instant> decidedAt,
    Optional<String> answer) {

  /** Tells whether somebody is who asked. */
  public boolean isOf(Actor actor) {
    return requestedBy.equals(who(actor));
  }

  /** Tells whether somebody may take it back: who asked, or an administrator. */
  public boolean isWithdrawableBy(Actor actor) {
    return actor.permissions().contains(Permission.LEAD_WRITE)
        && (isOf(actor) || actor.permissions().contains(Permission.ORGANIZATION_MANAGE));
  }

  /** The same, ended by somebody. */
  StatusRequest ended(
      StatusRequestState how, Actor actor, Instant now, Optional<String> withAnswer) {
    return new StatusRequest(
        id,
        leadId,
        move,
        reason,
        how,
        requestedBy,
        requestedAt,
        Optional.of(who(actor)),
        Optional.of(now),
        withAnswer);
  }

  /** Names an actor in a row. */
  static String who(Actor actor) {
    return actor.kind() + ":" + actor.id();
  }

  /** Without the texts, which are personal. */
  @Override
  public String toString() {
    return "StatusRequest[" + id + "]";
  }
}
