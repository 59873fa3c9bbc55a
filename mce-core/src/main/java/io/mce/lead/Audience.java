package io.mce.lead;

import java.util.Set;

/**
 * Whom a campaign is for: leads with any of the statuses, any of the sources and any of the tags;
 * an empty set is no condition. Only leads that may be written to are ever in an audience: not
 * deleted, automation active, with a phone number or a channel id.
 */
public record Audience(Set<LeadStatus> statuses, Set<String> sources, Set<String> tags) {

  /** Copies the sets. */
  public Audience {
    statuses = Set.copyOf(statuses);
    sources = Set.copyOf(sources);
    tags = Set.copyOf(tags);
  }

  /** Every lead that may be written to. */
  public static Audience everyone() {
    return new Audience(Set.of(), Set.of(), Set.of());
  }
}
