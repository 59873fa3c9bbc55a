package io.mce.lead;

/**
 * One line of the sum that is a lead's score.
 *
 * @param rule stable name of the rule: "source", "phone", "engagement", "manual"
 * @param points what it adds or takes
 * @param text the rule in words
 */
public record ScoreReason(String rule, int points, String text) {}
