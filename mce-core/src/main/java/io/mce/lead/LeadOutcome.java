package io.mce.lead;

import java.util.Optional;

/**
 * What became of one lead of many.
 *
 * @param leadId which
 * @param result what became of it
 * @param reason why it was refused, as a sentence
 */
public record LeadOutcome(LeadId leadId, Result result, Optional<String> reason) {

  /** What can become of a lead. */
  public enum Result {
    /** It is what was asked for now. */
    DONE,
    /** There is no such lead, or not in a state in which this makes sense. */
    NOT_FOUND,
    /** Something is against it; the reason says what. */
    REFUSED
  }

  static LeadOutcome done(LeadId leadId) {
    return new LeadOutcome(leadId, Result.DONE, Optional.empty());
  }

  static LeadOutcome notFound(LeadId leadId) {
    return new LeadOutcome(leadId, Result.NOT_FOUND, Optional.empty());
  }

  static LeadOutcome refused(LeadId leadId, String reason) {
    return new LeadOutcome(leadId, Result.REFUSED, Optional.of(reason));
  }
}
