package io.mce.audit;

import java.util.List;

/**
 * What came out of checking an audit trail.
 *
 * @param entries how many lines were read
 * @param head the last link, to compare with one that was noted elsewhere before
 * @param problems a sentence for each place where the chain is broken, at most a hundred
 */
public record AuditVerification(long entries, String head, List<String> problems) {

  /** Copies the problems. */
  public AuditVerification {
    problems = List.copyOf(problems);
  }

  /** Tells whether every line is as it was written and none is missing. */
  public boolean intact() {
    return problems.isEmpty();
  }
}
