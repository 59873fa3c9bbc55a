package io.mce.privacy;

import java.util.List;

/**
 * How long an organization keeps what.
 *
 * @param rules one for each kind, by name
 * @param version counts changes, from 0
 */
public record Retention(List<RetentionRule> rules, long version) {

  /** Copies the rules. */
  public Retention {
    rules = List.copyOf(rules);
  }
}
