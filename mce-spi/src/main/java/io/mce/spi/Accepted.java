package io.mce.spi;

import java.util.Optional;

/**
 * The carrier has taken a message over. It may still fail; a {@link Receipt} says so.
 *
 * @param remoteId the carrier's id of the message, which its receipts will name
 * @param cost what it charges, where it says so at once
 */
public record Accepted(String remoteId, Optional<Cost> cost) {

  /** Checks that the id is there. */
  public Accepted {
    Check.notBlank(remoteId, "remoteId");
  }

  /** Taken over, cost unknown. */
  public static Accepted of(String remoteId) {
    return new Accepted(remoteId, Optional.empty());
  }

  /** Taken over for this price. */
  public static Accepted of(String remoteId, Cost cost) {
    return new Accepted(remoteId, Optional.of(cost));
  }
}
