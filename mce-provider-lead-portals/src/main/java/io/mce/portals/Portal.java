package io.mce.portals;

import io.mce.spi.LeadIn;
import io.mce.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How one portal is asked for the leads of a span of time. */
interface Portal {

  /**
   * A page of leads.
   *
   * @param next names the page behind it; empty when it is the last
   */
  record Answer(List<LeadIn> leads, Optional<String> next) {

    public Answer {
      leads = List.copyOf(leads);
    }
  }

  /** How far back it can be asked. */
  Duration reach();

  /** How long a span it takes in one question. */
  Duration longestSpan();

  /** How much of the time before is asked for again: portals are late with some leads. */
  Duration overlap();

  /**
   * Asks for leads.
   *
   * @param from the beginning of the span
   * @param to its end
   * @param page which page, as the answer before named it; empty for the first
   * @param limit how many leads to answer at most, where the portal can be told
   * @throws ProviderException when it refused, failed or could not be reached
   */
  Answer ask(Instant from, Instant to, Optional<String> page, int limit);
}
