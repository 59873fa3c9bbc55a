package io.mce.lead;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * How drafts become leads, where more than one feature has a say.
 *
 * @param automations whether workflows may react to the leads
 * @param importId the import that brings them
 * @param completion fills in what other features know (score, owner) about new leads, before they
 *     are stored and in the same transaction; returns the same leads in the same order
 */
public record CaptureTerms(
    boolean automations, Optional<UUID> importId, UnaryOperator<List<Lead>> completion) {

  /** Workflows react, and nobody else has a say. */
  public static CaptureTerms plain() {
    return new CaptureTerms(true, Optional.empty(), UnaryOperator.identity());
  }
}
