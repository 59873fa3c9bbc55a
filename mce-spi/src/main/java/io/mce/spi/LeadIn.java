package io.mce.spi;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A person left their details at the remote: a form, a portal, an advertisement.
 *
 * @param eventId see {@link ProviderEvent#eventId()}
 * @param at when they did
 * @param externalId the remote's id of the lead
 * @param form which form or listing it was, as people know it
 * @param fields what they filled in, under the remote's own field names
 */
public record LeadIn(
    String eventId,
    Instant at,
    String externalId,
    Optional<String> form,
    Map<String, String> fields)
    implements ProviderEvent {

  /** Copies the fields, keeping their order. */
  public LeadIn {
    Check.notBlank(eventId, "eventId");
    Check.notBlank(externalId, "externalId");
    fields = Check.orderedCopy(fields);
  }

  /** A lead of no particular form; the remote's id names the event too. */
  public static LeadIn of(String externalId, Instant at, Map<String, String> fields) {
    return new LeadIn("lead:" + externalId, at, externalId, Optional.empty(), fields);
  }

  /** The id and the names of the fields only. */
  @Override
  public String toString() {
    return "LeadIn[" + eventId + ", " + fields.keySet() + "]";
  }
}
