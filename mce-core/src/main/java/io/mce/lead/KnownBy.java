package io.mce.lead;

import java.util.Set;

/** What leads are looked for by, where an index leads to them. */
sealed interface KnownBy {

  /** A whole name of theirs. */
  record Name(Identifier identifier) implements KnownBy {}

  /** What stands for the last digits of a phone number. */
  record Ending(String key) implements KnownBy {}

  /** Being one of these. */
  record AnyOf(Set<LeadId> leadIds) implements KnownBy {

    /** Copies the ids. */
    public AnyOf {
      leadIds = Set.copyOf(leadIds);
    }
  }

  /** Tells whether nobody is looked for. */
  default boolean isNobody() {
    return this instanceof AnyOf any && any.leadIds().isEmpty();
  }
}
