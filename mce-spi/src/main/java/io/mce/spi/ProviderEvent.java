package io.mce.spi;

import java.time.Instant;

/**
 * Something that happened at the remote. Comes by webhook or by {@link ProviderContext#emit}; more
 * than once and in any order.
 *
 * <p>New kinds are added in minor releases; a plugin only makes events and never needs to tell them
 * apart.
 */
public sealed interface ProviderEvent
    permits MessageIn,
        MessageEcho,
        Receipt,
        SessionState,
        LeadIn,
        LeadsWaiting,
        HealthNotice,
        TemplateNotice,
        MarketingChoice {

  /**
   * Names this event within its account, so that a repetition is recognized: made from the remote's
   * own ids, the same for every delivery of the same event. At most 200 characters, no personal
   * data.
   */
  String eventId();

  /** When it happened, by the remote's clock. */
  Instant at();
}
