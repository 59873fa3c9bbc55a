package io.mce.lead;

import java.util.List;

/**
 * Says what would become of drafts without writing anything, and remembers the drafts it was asked
 * about: a later one about the same person repeats them. Not thread-safe; blocks on the database.
 */
public interface Foresight {

  /** Looks at the next few hundred drafts, in one read. Results keep the order. */
  List<Foreseen> of(List<LeadDetails> details);
}
