package io.mce.assignment;

import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.notification.Notices;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Tells who looks after assignment that rules contradict each other or lead to nobody. */
final class AssignmentNotices {

  private final Notices notices;
  private final Clock clock;

  @Inject
  AssignmentNotices(Notices notices, Clock clock) {
    this.notices = notices;
    this.clock = clock;
  }

  /** Two rules fit one lead and name nobody in common: once for each pair of a plan. */
  void conflict(
      OrganizationId organizationId, AssignmentPlans.Chosen chosen, List<AssignmentRule> fitting) {
    AssignmentRule first = fitting.getFirst();
    fitting.stream()
        .skip(1)
        .filter(other -> Collections.disjoint(first.members(), other.members()))
        .findFirst()
        .ifPresent(other ->
            notices.raise(
                Actor.engine(organizationId, "assignment"),
                ("The assignment rules \"%s\" and \"%s\" fit the same leads and name different"
                        + " members. \"%s\" comes first and counts.")
                    .formatted(first.name(), other.name(), first.name()),
                Optional.empty(),
                "assignment-conflict:%d:%d:%d"
                    .formatted(
                        chosen.version(),
                        chosen.plan().rules().indexOf(first),
                        chosen.plan().rules().indexOf(other))));
  }

  /** Nobody can take leads, and nobody will by themselves: once a day for each rule. */
  void nobody(
      OrganizationId organizationId,
      AssignmentPlan plan,
      Optional<AssignmentRule> rule,
      boolean fallback) {
    String whose = rule.map(each -> " of the rule \"" + each.name() + "\"").orElse("");
    String then =
        fallback
            ? "New leads go to the fallback member."
            : "New leads wait until somebody is there, or is given by hand.";
    notices.raise(
        Actor.engine(organizationId, "assignment"),
        "Nobody" + whose + " can take leads: all are away or have as many as they may. " + then,
        Optional.empty(),
        "assignment-nobody:%s:%d"
            .formatted(
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                rule.map(plan.rules()::indexOf).orElse(-1)));
  }
}
