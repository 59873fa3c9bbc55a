package io.mce.lead;

import java.util.List;
import java.util.Optional;

/**
 * What a draft comes to when it is read.
 *
 * @param details what can be used; empty when nothing is left by which the lead could be known
 *     again
 * @param problems what cannot be used, and why
 */
public record DraftCheck(Optional<LeadDetails> details, List<DraftProblem> problems) {

  /** Copies the problems. */
  public DraftCheck {
    problems = List.copyOf(problems);
  }
}
