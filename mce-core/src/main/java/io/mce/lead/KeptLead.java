package io.mce.lead;

import java.util.Set;

/**
 * A lead of which the undo of an import left something as it was, because someone changed it since
 * or because something hangs on it.
 *
 * @param name blank when the lead is gone by now
 * @param fields what was left: "name", "company", "metadata", "identifiers", or "lead" for all of
 *     it
 */
public record KeptLead(LeadId leadId, String name, Set<String> fields) {

  /** Copies the fields. */
  public KeptLead {
    fields = Set.copyOf(fields);
  }

  /** The id only: the rest is personal. */
  @Override
  public String toString() {
    return "KeptLead[" + leadId + "]";
  }
}
