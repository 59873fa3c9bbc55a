package io.mce.scoring;

import java.util.List;

/**
 * How scores would change under other rules, on a sample of the newest leads.
 *
 * @param leads how many leads were looked at
 * @param before how many of them have 0 to 9, 10 to 19, ... 90 to 100 now
 * @param after how many of them would have
 * @param higher how many would have more
 * @param lower how many would have less
 */
public record ScorePreview(
    int leads, List<Integer> before, List<Integer> after, int higher, int lower) {

  static final int BUCKETS = 10;

  /** Copies the lists. */
  public ScorePreview {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }
}
