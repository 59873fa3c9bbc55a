package io.mce.segment;

/**
 * How many leads there are.
 *
 * @param count exact unless there are more
 * @param more whether there are more than the count
 */
public record SegmentCount(long count, boolean more) {

  /** Counting ends here: a person reads "10,000+", and the database is left alone. */
  static final int MOST = 10_000;

  static SegmentCount of(long counted) {
    return new SegmentCount(Math.min(counted, MOST), counted > MOST);
  }
}
