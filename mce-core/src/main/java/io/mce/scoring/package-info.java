/**
 * Scores of leads: 0 to 100, by rules, each with the reasons that add up to it. Rules run in
 * process, in the transaction that changes the lead; an organization may have its own ({@link
 * io.mce.scoring.ScoringPolicies}). Publishes {@link io.mce.scoring.LeadScored}; uses lead, journey
 * and notification.
 */
@NullMarked
package io.mce.scoring;

import org.jspecify.annotations.NullMarked;
