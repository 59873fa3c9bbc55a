package io.mce.app.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A line of the audit trail.
 *
 * @param name what happened: "lead.updated"
 * @param origin from where, such as an IP address
 * @param details ids and plain values of what happened
 * @param erased whether there were changes, of a person who was erased since
 */
record AuditLineView(
    long number,
    Instant at,
    String name,
    Thing subject,
    Doer actor,
    Optional<String> cause,
    Optional<String> origin,
    Map<String, Object> details,
    List<Change> changes,
    boolean erased,
    String hash) {

  /** The same without what fields held. */
  AuditLineView withoutChanges() {
    return new AuditLineView(
        number, at, name, subject, actor, cause, origin, details, List.of(), erased, hash);
  }

  /** What it is about; the name of a lead that is still there. */
  record Thing(String type, String id, Optional<String> name) {}

  /** Who did it; the name of a member. */
  record Doer(String kind, String id, Optional<String> name) {}

  /** A field before and after. */
  record Change(String field, Optional<String> before, Optional<String> after) {}
}
