package io.mce.app.live;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened, as the live feed shows it.
 *
 * @param cursor place in the log; reading on from here misses nothing
 * @param name stable name of the event
 * @param cause what made the actor act, such as {@code import:...}
 * @param lead the lead it is about, by the name it has now
 * @param data the event's own fields
 */
record FeedItem(
    long cursor,
    String name,
    Instant at,
    Thing subject,
    Doer actor,
    Optional<String> cause,
    Optional<LeadName> lead,
    Map<String, Object> data) {

  /** A kind of thing and which one. */
  record Thing(String type, String id) {}

  /** Who did it: what sort of actor, and which. */
  record Doer(String kind, String id) {}

  /** A lead by name. */
  record LeadName(String id, String name) {}
}
