package io.mce.note;

import io.mce.audit.AuditEntry;
import java.time.Instant;

/** One thing in the timeline of a lead. */
public sealed interface TimelineEntry {

  /** Returns when it was. */
  Instant at();

  /** Somebody wrote something down. */
  record Written(Note note) implements TimelineEntry {
    @Override
    public Instant at() {
      return note.happenedAt();
    }
  }

  /**
   * Something happened to the lead.
   *
   * @param line as the audit trail has it, without values that changed
   */
  record Happened(AuditEntry line) implements TimelineEntry {
    @Override
    public Instant at() {
      return line.at();
    }
  }
}
