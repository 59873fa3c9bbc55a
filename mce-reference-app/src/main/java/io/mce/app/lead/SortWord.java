package io.mce.app.lead;

import io.mce.kernel.MceException;
import io.mce.lead.LeadSort;
import org.jspecify.annotations.Nullable;

/** How the orders of the lead list are written. */
enum SortWord {
  NEWEST("-createdAt", LeadSort.NEWEST),
  OLDEST("createdAt", LeadSort.OLDEST),
  SCORE("-score", LeadSort.SCORE),
  NAME("name", LeadSort.NAME);

  private final String word;
  private final LeadSort sort;

  SortWord(String word, LeadSort sort) {
    this.word = word;
    this.sort = sort;
  }

  static LeadSort of(String word) {
    for (SortWord each : values()) {
      if (each.word.equals(word)) {
        return each.sort;
      }
    }
    throw MceException.invalid("sort", "Sort by -createdAt, createdAt, -score or name.");
  }

  /** Newest first unless something else is said. */
  static LeadSort ofOptional(@Nullable String word) {
    return word == null || word.isBlank() ? LeadSort.NEWEST : of(word);
  }
}
