package io.mce.spi;

import java.time.Instant;

/**
 * A person told the carrier, not us, whether they want marketing of this account.
 *
 * @param eventId see {@link ProviderEvent#eventId()}
 * @param at when the person chose
 * @param from who chose
 * @param wanted whether marketing is wanted from now on; other messages are not concerned
 */
@Experimental
public record MarketingChoice(String eventId, Instant at, Address from, boolean wanted)
    implements ProviderEvent {

  /** Checks the id. */
  public MarketingChoice {
    Check.notBlank(eventId, "eventId");
  }
}
