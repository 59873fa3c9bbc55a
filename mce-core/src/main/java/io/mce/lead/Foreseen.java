package io.mce.lead;

import java.util.Optional;
import java.util.UUID;

/**
 * What would become of a draft.
 *
 * @param outcome SKIPPED also where it repeats a draft before it that would make a lead
 * @param known the lead of the database it would meet; empty where it would make a lead, or repeats
 *     a draft that would
 * @param importId the import that created that lead, if one did
 */
public record Foreseen(CaptureOutcome outcome, Optional<LeadId> known, Optional<UUID> importId) {}
