package io.mce.ingestion;

import io.mce.lead.LeadDraft;

/**
 * What would become of one lead in a delivery.
 *
 * @param draft what is understood
 * @param result what would become of it; nothing was stored
 */
public record TestedLead(LeadDraft draft, IntakeResult result) {

  /** What is understood is personal and stays out. */
  @Override
  public String toString() {
    return "TestedLead[" + result.outcome() + "]";
  }
}
