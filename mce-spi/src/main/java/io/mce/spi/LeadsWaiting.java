package io.mce.spi;

import java.time.Instant;

/**
 * The remote says that it has leads, without saying which: the account's {@link PollingLeadSource}
 * is asked at once instead of at its next turn.
 *
 * @param eventId see {@link ProviderEvent#eventId()}
 * @param at when the remote said so
 */
public record LeadsWaiting(String eventId, Instant at) implements ProviderEvent {

  /** Checks the id. */
  public LeadsWaiting {
    Check.notBlank(eventId, "eventId");
  }
}
