package io.mce.spi;

import java.util.OptionalInt;

/**
 * How many people may be written to outside of the reply window.
 *
 * @param pool what the limit is counted for; accounts with the same pool use it up together
 * @param peoplePerDay different people within any 24 hours; empty when there is no limit, or the
 *     carrier does not say it
 */
@Experimental
public record RecipientLimit(String pool, OptionalInt peoplePerDay) {

  /** Checks that the pool is there. */
  public RecipientLimit {
    Check.notBlank(pool, "pool");
  }
}
