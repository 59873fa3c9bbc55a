package io.mce.lead;

import java.util.Optional;
import java.util.UUID;

/**
 * What became of a draft.
 *
 * @param leadId the lead it made or met
 * @param importId the import that created that lead, if one did
 */
public record CaptureResult(CaptureOutcome outcome, LeadId leadId, Optional<UUID> importId) {}
