package io.mce.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.assignment.AssignmentCondition;
import io.mce.assignment.AssignmentPlan;
import io.mce.assignment.AssignmentRule;
import io.mce.assignment.AvailabilityChange;
import io.mce.engine.EngineParts;
import io.mce.ingestion.SourceId;
import io.mce.kernel.Actor;
import io.mce.lead.LeadDraft;
import io.mce.organization.MemberId;
import io.mce.organization.Role;
import io.mce.scoring.ScoringRules;
import io.mce.testing.MceExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many leads at once cost as many statements as few. */
final class IntakeStatementsTest {

  @RegisterExtension final MceExtension mce = MceExtension.sqlite();

  private final AtomicInteger statements = new AtomicInteger();
  private int phones = 20_000_000;

  @Test
  void scoring_and_assignment_by_rules_ask_no_more_for_ten_times_as_many_leads() {
    Actor actor = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "test");
    MemberId ana = mce.engine().members().add(actor, "ana", "Ana", Role.REP).id();
    MemberId bo = mce.engine().members().add(actor, "bo", "Bo", Role.REP).id();
    mce.engine().availabilities().change(actor, ana, AvailabilityChange.none().capacity(1_000), 0);
    AssignmentCondition fair =
        new AssignmentCondition(
            AssignmentCondition.Field.SOURCE, Optional.empty(), List.of("fair"));
    mce.engine()
        .assignmentPlans()
        .change(
            actor,
            new AssignmentPlan(
                AssignmentPlan.Policy.LEAST_LOADED,
                AssignmentPlan.Order.OLDEST_FIRST,
                Optional.of(ana),
                List.of(new AssignmentRule("Fair", List.of(fair), List.of(ana, bo)))),
            0);
    mce.engine().scoringPolicies().change(actor, ScoringRules.usual(), 0);
    mce.runDue();
    EngineParts.part(mce.engine(), Database.class)
        .listen(
            new SqlLogger() {
              @Override
              public void logBeforeExecution(StatementContext context) {
                statements.incrementAndGet();
              }
            });

    taken(actor, 40);
    int few = taken(actor, 40);
    int many = taken(actor, 400);
    assertThat(few).isPositive();
    assertThat(many - few).as("%d statements for 40, %d for 400", few, many).isLessThan(10);
  }

  private int taken(Actor actor, int count) {
    List<LeadDraft> drafts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drafts.add(LeadDraft.of("Lead", "+55119" + phones++).source(i % 2 == 0 ? "fair" : "web"));
    }
    int before = statements.get();
    mce.engine().intake().takeAll(actor, drafts, SourceId.of("file"), false);
    return statements.get() - before;
  }
}
