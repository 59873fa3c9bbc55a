package io.mce.assignment;

import io.mce.organization.MemberId;
import java.time.Instant;
import java.util.Optional;

/**
 * Why a lead has the owner it has, or none.
 *
 * @param owner who has it; empty: nobody
 * @param how how that came
 * @param rule the name that the rule had which said whom the lead is for, if one did
 * @param insteadOf whose turn it was, when the owner stands in for somebody
 * @param byKind what sort of actor decided, as the event log names it
 * @param by who decided: the id of a member or key, or the name of a part of the engine
 * @param at when
 */
public record AssignmentNote(
    Optional<MemberId> owner,
    How how,
    Optional<String> rule,
    Optional<MemberId> insteadOf,
    String byKind,
    String by,
    Instant at) {

  /** How a lead comes to an owner. */
  public enum How {
    /** By the policy of the organization, or in turn among the members of a rule. */
    POLICY,
    /** Nobody whom it was for could take it, so the fallback got it. */
    FALLBACK,
    /** Somebody said so; nothing gives the lead to anybody else by itself. */
    HAND,
    /** Nobody can take it yet; it is given as soon as somebody can. */
    WAITING
  }
}
