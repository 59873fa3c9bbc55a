package io.mce.kernel;

import java.time.Instant;

/**
 * Data of one kind that is removed when it gets old. Features bind these; two of the same kind are
 * removed together. Thread-safe.
 */
public interface RetainedData {

  /** Returns which kind. */
  DataKind kind();

  /**
   * Removes some of what is older, in transactions of its own.
   *
   * @param limit at most so many
   * @return how many; fewer than the limit when nothing is left
   */
  int removeBefore(OrganizationId organizationId, Instant before, int limit);
}
