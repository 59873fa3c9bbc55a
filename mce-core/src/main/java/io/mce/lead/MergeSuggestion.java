package io.mce.lead;

import java.time.Instant;

/**
 * Two leads that may be one person.
 *
 * @param first the one that was captured first
 * @param likeness how like their names are, 0 to 100; 100 for one e-mail address
 */
public record MergeSuggestion(
    MergeSuggestionId id, Lead first, Lead second, Reason reason, int likeness, Instant createdAt) {

  /** Why they may be one. */
  public enum Reason {
    /** They have one e-mail address. */
    SAME_EMAIL,
    /** They have a like name in the same company. */
    LIKE_NAME_AND_COMPANY
  }

  /** The id only: the rest is personal. */
  @Override
  public String toString() {
    return "MergeSuggestion[" + id + "]";
  }
}
