package io.mce.campaign;

import io.mce.lead.LeadId;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of one person in a campaign.
 *
 * @param leadName as the lead is called now; blank when it has no name or is gone
 * @param step how many steps went out or wait to be sent
 * @param reason why sending failed or the person gets no more steps, as a stable word
 * @param at when something last happened
 */
public record Recipient(
    LeadId leadId,
    String leadName,
    int step,
    RecipientState state,
    Optional<String> reason,
    Instant at) {

  /** Without the name, which is personal. */
  @Override
  public String toString() {
    return "Recipient[" + leadId + ", " + state + "]";
  }
}
