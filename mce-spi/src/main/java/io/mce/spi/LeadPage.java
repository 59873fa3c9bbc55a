package io.mce.spi;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one {@link PollingLeadSource#poll} read.
 *
 * @param leads in the order in which they are taken; each {@link LeadIn#externalId()} once
 * @param cursor where the next poll goes on; empty: at the beginning again
 * @param more whether there is more to read at once, instead of after the interval
 * @param known whether these leads were at the remote before it was connected and are not wanted:
 *     they are remembered and not taken, also when they are edited later
 * @param again when to ask again, where the source knows better than its interval
 */
public record LeadPage(
    List<LeadIn> leads,
    Optional<String> cursor,
    boolean more,
    boolean known,
    Optional<Duration> again) {

  /** Copies the leads. */
  public LeadPage {
    leads = List.copyOf(leads);
    Set<String> ids = new HashSet<>();
    for (LeadIn lead : leads) {
      if (!ids.add(lead.externalId())) {
        throw new IllegalArgumentException("a page holds each lead once");
      }
    }
    if (cursor.filter(text -> text.length() > 65_536).isPresent()) {
      throw new IllegalArgumentException("a cursor has at most 65536 characters");
    }
    if (again.filter(pause -> pause.isNegative() || pause.isZero()).isPresent()) {
      throw new IllegalArgumentException("again must be more than nothing: " + again.get());
    }
  }

  /** The last page of a pass. */
  public static LeadPage of(List<LeadIn> leads, String cursor) {
    return new LeadPage(leads, Optional.of(cursor), false, false, Optional.empty());
  }

  /** Nothing is new; the next poll goes on from the same cursor. */
  public static LeadPage nothing(Optional<String> cursor) {
    return new LeadPage(List.of(), cursor, false, false, Optional.empty());
  }

  /** The same page, with more behind it. */
  public LeadPage andMore() {
    return new LeadPage(leads, cursor, true, known, again);
  }

  /** The same page of leads that are only remembered. */
  public LeadPage asKnown() {
    return new LeadPage(leads, cursor, more, true, again);
  }

  /** The same page, to be followed by another poll after this time instead of the interval. */
  public LeadPage again(Duration pause) {
    return new LeadPage(leads, cursor, more, known, Optional.of(pause));
  }

  /** How many leads there are: their details are personal. */
  @Override
  public String toString() {
    return "LeadPage[%d leads, more=%s, known=%s]".formatted(leads.size(), more, known);
  }
}
