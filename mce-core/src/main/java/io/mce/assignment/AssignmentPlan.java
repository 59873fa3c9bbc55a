package io.mce.assignment;

import io.mce.organization.MemberId;
import java.util.List;
import java.util.Optional;

/**
 * How an organization gives leads to its members: the first rule that fits a lead says among whom,
 * and without one it is among all who take leads; the policy says who of them.
 *
 * @param policy who gets the next lead
 * @param order which of the leads that wait are given first
 * @param fallback who gets a lead that nobody of those it is for can take; without one it waits
 * @param rules in order; the first that fits counts
 */
public record AssignmentPlan(
    Policy policy, Order order, Optional<MemberId> fallback, List<AssignmentRule> rules) {

  /** All who take leads, in turn. */
  public static final AssignmentPlan DEFAULT =
      new AssignmentPlan(Policy.ROUND_ROBIN, Order.OLDEST_FIRST, Optional.empty(), List.of());

  /** Copies the rules. */
  public AssignmentPlan {
    rules = List.copyOf(rules);
  }

  /** Tells whether any lead can be given without a person saying so. */
  boolean givesByItself() {
    return policy != Policy.MANUAL || !rules.isEmpty();
  }

  /** Who gets the next lead. */
  public enum Policy {
    /** Each in turn. */
    ROUND_ROBIN,
    /** Who has the fewest open leads; of several, whoever has the next turn. */
    LEAST_LOADED,
    /** Nobody, unless a rule fits: people give leads by hand. */
    MANUAL
  }

  /** Which of the leads that wait are given first. */
  public enum Order {
    OLDEST_FIRST,
    HIGHEST_SCORE_FIRST
  }
}
