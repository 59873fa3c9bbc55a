package io.mce.assignment;

import io.mce.lead.Lead;
import io.mce.organization.MemberId;
import java.util.Optional;

/**
 * What was decided about a lead.
 *
 * @param rule the rule that fits it, if one does
 * @param insteadOf whose turn it was, when the owner stands in
 */
record Dealt(
    Lead lead,
    Optional<MemberId> owner,
    AssignmentNote.How how,
    Optional<String> rule,
    Optional<MemberId> insteadOf) {

  /** Tells whether more is to be said than that the lead came and the next one got it. */
  boolean isWorthANote() {
    return how == AssignmentNote.How.FALLBACK || rule.isPresent() || insteadOf.isPresent();
  }
}
