package io.mce.bulk;

import io.mce.kernel.MceException;
import io.mce.lead.LeadId;
import io.mce.lead.LeadQuery;
import io.mce.segment.SegmentDefinition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which leads a change is about. They are fixed when it starts. */
public sealed interface BulkTarget {

  /** The most leads that can be named one by one. */
  int MOST = 100_000;

  /** These leads; one that is named twice is changed once. */
  record Chosen(List<LeadId> leadIds) implements BulkTarget {

    /** Refuses none and too many. */
    public Chosen {
      leadIds = List.copyOf(new LinkedHashSet<>(leadIds));
      if (leadIds.isEmpty() || leadIds.size() > MOST) {
        throw MceException.invalid("ids", "Name 1 to " + MOST + " leads, or all that match.");
      }
    }
  }

  /**
   * All leads that a list with these filters shows.
   *
   * @param where conditions that must hold, too; times are counted back from when the change starts
   * @param except those to leave out
   */
  record Matching(LeadQuery query, Optional<SegmentDefinition> where, Set<LeadId> except)
      implements BulkTarget {

    /** The most leads that can be left out. */
    public static final int MOST_EXCEPT = 10_000;

    /** Refuses to leave out too many. */
    public Matching {
      except = Set.copyOf(except);
      if (except.size() > MOST_EXCEPT) {
        throw MceException.invalid("ids", "Leave out at most " + MOST_EXCEPT + " leads.");
      }
    }

    /** All of them. */
    public Matching(LeadQuery query) {
      this(query, Optional.empty(), Set.of());
    }

    /** The same of those of whom conditions hold, such as those of a segment. */
    public Matching where(SegmentDefinition definition) {
      return new Matching(query, Optional.of(definition), except);
    }

    /** The same without these. */
    public Matching except(Set<LeadId> leadIds) {
      return new Matching(query, where, leadIds);
    }
  }
}
