package io.mce.bulk;

/**
 * What became of the leads so far.
 *
 * @param total how many there are; grows while they are collected
 * @param done changed
 * @param unchanged were that way before
 * @param failed could not be changed; listed with the reason
 */
public record BulkCounts(long total, long done, long unchanged, long failed) {

  /** How many were looked at. */
  public long processed() {
    return done + unchanged + failed;
  }

  BulkCounts plus(long moreDone, long moreUnchanged, long moreFailed) {
    return new BulkCounts(total, done + moreDone, unchanged + moreUnchanged, failed + moreFailed);
  }
}
