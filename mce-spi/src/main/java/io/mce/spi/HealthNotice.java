package io.mce.spi;

import java.time.Instant;

/**
 * The remote tells of the state of the account by itself: its quality, its limits, a restriction, a
 * ban. {@link Provider#health()} says what holds now.
 *
 * @param eventId see {@link ProviderEvent#eventId()}
 * @param at when the remote said so
 * @param health how well the account works after it; the detail says why, also when it works
 */
@Experimental
public record HealthNotice(String eventId, Instant at, Health health) implements ProviderEvent {

  /** Checks the id. */
  public HealthNotice {
    Check.notBlank(eventId, "eventId");
  }
}
