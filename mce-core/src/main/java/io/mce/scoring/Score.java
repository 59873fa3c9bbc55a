package io.mce.scoring;

import io.mce.lead.ScoreReason;
import java.util.List;

/**
 * How promising a lead is.
 *
 * @param value 0 to 100
 * @param reasons the lines that add up to it; their sum is cut off at 0 and 100
 */
public record Score(int value, List<ScoreReason> reasons) {

  /** Lowest score. */
  public static final int MIN = 0;

  /** Highest score. */
  public static final int MAX = 100;

  /** Copies the reasons. */
  public Score {
    if (value < MIN || value > MAX) {
      throw new IllegalArgumentException("a score is between 0 and 100, not " + value);
    }
    reasons = List.copyOf(reasons);
  }

  /** The score of these reasons. */
  public static Score of(List<ScoreReason> reasons) {
    int sum = reasons.stream().mapToInt(ScoreReason::points).sum();
    return new Score(Math.clamp(sum, MIN, MAX), reasons);
  }
}
