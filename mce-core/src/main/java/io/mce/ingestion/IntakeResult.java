package io.mce.ingestion;

import io.mce.lead.DraftProblem;
import io.mce.lead.LeadId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What became of a draft.
 *
 * @param leadId the lead it made or met; empty when it was rejected
 * @param importId the import that created that lead, if one did
 * @param problems why it was rejected, or what of it could not be used
 */
public record IntakeResult(
    IntakeOutcome outcome,
    Optional<LeadId> leadId,
    Optional<UUID> importId,
    List<DraftProblem> problems) {

  /** Copies the problems. */
  public IntakeResult {
    problems = List.copyOf(problems);
  }
}
