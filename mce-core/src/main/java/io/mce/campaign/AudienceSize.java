package io.mce.campaign;

import io.mce.lead.AudienceCount;

/**
 * How many leads an audience holds now.
 *
 * @param eligible who would be enrolled
 * @param leftOut who fits but would not be, and why
 */
public record AudienceSize(long eligible, LeftOut leftOut) {

  static AudienceSize of(AudienceCount count) {
    return new AudienceSize(
        count.eligible(), new LeftOut(count.optedOut(), count.paused(), count.unreachable()));
  }
}
