package io.mce.campaign;

import io.mce.lead.LeadId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One lead's way through a campaign: the row that makes sure it is on it once.
 *
 * @param nextStep the step that comes next, from 0
 * @param dueAt when it does
 */
record Enrolment(LeadId leadId, int nextStep, Instant dueAt) {

  /** Returns how long after its next step the one after that is due; empty when it is the last. */
  Optional<Duration> delayAfter(List<Step> steps) {
    int following = nextStep + 1;
    return following < steps.size() ? Optional.of(steps.get(following).delay()) : Optional.empty();
  }
}
