package io.mce.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.engine.EngineParts;
import io.mce.event.DomainEvent;
import io.mce.ingestion.SourceId;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.AutomationReason;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.LeadStatus;
import io.mce.notification.Notice;
import io.mce.persistence.Database;
import io.mce.provider.ProviderAccountDraft;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import io.mce.workflow.Condition.Field;
import io.mce.workflow.Condition.Op;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class WorkflowsTest {

  private static final SourceId WEBSITE = SourceId.of("website");

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite());
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres());
    }
  }

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;

    Actor actor;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void organizationWithChannel() {
      actor = newActor("acme");
      mce.engine()
          .providerAccounts()
          .create(actor, new ProviderAccountDraft(RecordingChannel.PROVIDER, "Line", Map.of()));
    }

    Actor newActor(String key) {
      return Actor.system(mce.engine().organizations().ensure(key, key).id(), "host");
    }

    Workflows workflows() {
      return mce.engine().workflows();
    }

    static String phone(int number) {
      return "+55119%08d".formatted(80_000_000 + number);
    }

    static LeadDraft draft(int number) {
      return LeadDraft.of("Ana " + number, phone(number));
    }

    LeadId taken(Actor by, LeadDraft draft) {
      LeadId id = mce.engine().intake().take(by, draft, WEBSITE).leadId().orElseThrow();
      mce.runDue();
      return id;
    }

    LeadId taken(int number) {
      return taken(actor, draft(number));
    }

    Workflow created(WorkflowDraft draft) {
      return workflows().create(actor, draft);
    }

    Workflow welcome() {
      return created(
          WorkflowDraft.of(
              "Welcome",
              Trigger.on(TriggerType.LEAD_CREATED),
              new Action.SendMessage("Welcome {{first_name}}!")));
    }

    Workflow onStatus(LeadStatus trigger, Action... actions) {
      return created(WorkflowDraft.of("On " + trigger, Trigger.onStatus(trigger), actions));
    }

    List<WorkflowRun> runs(Workflow workflow) {
      return workflows().runs(actor, workflow.id(), PageRequest.first()).items();
    }

    WorkflowRun onlyRun(Workflow workflow) {
      assertThat(runs(workflow)).hasSize(1);
      return runs(workflow).getFirst();
    }

    Workflow.RunCount count(Workflow workflow) {
      return workflows().get(actor, workflow.id()).runs();
    }

    @Test
    void a_database_that_fails_for_a_moment_costs_no_run() throws SQLException {
      Workflow workflow = onStatus(LeadStatus.QUALIFIED, new Action.Notify("Call them."));
      LeadId lead = taken(1);
      execute("alter table mce_notice rename to mce_notice_away");
      mce.engine().leads().changeStatus(actor, lead, LeadStatus.QUALIFIED);
      mce.runDue();
      execute("alter table mce_notice_away rename to mce_notice");
      assertThat(runs(workflow)).isEmpty();
      mce.advance(Duration.ofSeconds(2));
      assertThat(onlyRun(workflow).state()).isEqualTo(RunState.COMPLETED);
    }

    private void execute(String sql) throws SQLException {
      try (Connection connection =
              EngineParts.part(mce.engine(), Database.class).dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    long published(Class<? extends DomainEvent> type) {
      return mce.engine().events().since(actor, 0, 10_000).events().stream()
          .filter(event -> event.is(type))
          .count();
    }

    void assertRefused(ErrorCode code, ThrowingCallable call) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(MceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Nested
    class Starting {

      @Test
      void a_webhook_lead_is_welcomed_and_an_import_greets_nobody() {
        Workflow welcome = welcome();
        taken(1);
        mce.engine().intake().takeAll(actor, List.of(draft(2), draft(3)), WEBSITE, false);
        mce.runDue();

        assertThat(mce.channel().sent())
            .singleElement()
            .satisfies(sent -> {
              assertThat(sent.to()).isEqualTo(phone(1));
              assertThat(sent.text()).isEqualTo("Welcome Ana!");
            });
        assertThat(onlyRun(welcome).state()).isEqualTo(RunState.COMPLETED);
        assertThat(onlyRun(welcome).leadName()).isEqualTo("Ana 1");
        assertThat(count(welcome)).isEqualTo(new Workflow.RunCount(1, 0));
        assertThat(published(WorkflowRunCompleted.class)).isEqualTo(1);
      }

      @Test
      void an_import_with_automations_on_is_welcomed() {
        welcome();
        mce.engine().intake().takeAll(actor, List.of(draft(1), draft(2)), WEBSITE, true);
        mce.runDue();
        assertThat(mce.channel().sent()).hasSize(2);
      }

      @Test
      void a_lead_that_comes_again_is_not_welcomed_again() {
        welcome();
        taken(1);
        taken(actor, draft(1).company("Padaria Sol"));
        assertThat(mce.channel().sent()).hasSize(1);
      }

      @Test
      void a_status_starts_what_waits_for_it_and_what_waits_for_any() {
        Workflow qualified = onStatus(LeadStatus.QUALIFIED, new Action.Notify("Qualified"));
        Workflow any =
            created(
                WorkflowDraft.of(
                    "Any",
                    Trigger.on(TriggerType.LEAD_STATUS_CHANGED),
                    new Action.Notify("Changed")));
        LeadId lead = taken(1);
        mce.engine().leads().changeStatus(actor, lead, LeadStatus.CONTACTED);
        mce.engine().leads().changeStatus(actor, lead, LeadStatus.QUALIFIED);
        mce.runDue();
        assertThat(runs(qualified)).hasSize(1);
        assertThat(runs(any)).hasSize(2);
      }

      @Test
      void a_message_starts_what_waits_for_messages() {
        Workflow workflow =
            created(
                WorkflowDraft.of(
                    "Answer",
                    Trigger.on(TriggerType.MESSAGE_RECEIVED),
                    new Action.SendMessage("Thanks, we will call you.")));
        mce.channel().inbound(phone(1), "Hello, is it still for sale?");
        mce.runDue();
        assertThat(onlyRun(workflow).state()).isEqualTo(RunState.COMPLETED);
        assertThat(mce.channel().sentTo(phone(1))).hasSize(1);
      }

      @Test
      void an_inactive_workflow_is_not_started() {
        Workflow welcome = welcome();
        workflows()
            .update(actor, welcome.id(), WorkflowChange.none().active(false), welcome.version());
        taken(1);
        assertThat(runs(welcome)).isEmpty();
        assertThat(mce.channel().sent()).isEmpty();
      }

      @Test
      void the_leads_of_another_organization_start_nothing() {
        Workflow welcome = welcome();
        taken(newActor("other"), draft(1));
        assertThat(runs(welcome)).isEmpty();
      }

      @Test
      void an_event_that_is_delivered_again_runs_nothing_again() {
        Workflow workflow =
            created(
                WorkflowDraft.of(
                    "Everything",
                    Trigger.on(TriggerType.LEAD_CREATED),
                    new Action.SendMessage("Welcome"),
                    new Action.UpdateScore(7, "Came by themselves"),
                    new Action.Notify("New lead")));
        LeadId lead = taken(1);
        int score = mce.engine().leads().get(actor, lead).score();

        EngineParts.part(mce.engine(), Database.class)
            .directory(transaction ->
                transaction
                    .update("update mce_event_cursor set seq = 0 where subscriber = :name")
                    .bind("name", "workflow")
                    .execute());
        mce.runDue();

        assertThat(runs(workflow)).hasSize(1);
        assertThat(count(workflow).total()).isEqualTo(1);
        assertThat(mce.channel().sent()).hasSize(1);
        assertThat(mce.engine().leads().get(actor, lead).score()).isEqualTo(score);
        assertThat(mce.engine().notices().unread(actor)).isEqualTo(1);
      }
    }

    @Nested
    class Conditions {

      @Test
      void all_must_hold() {
        Workflow workflow =
            created(
                WorkflowDraft.of(
                        "Narrow",
                        Trigger.on(TriggerType.LEAD_CREATED),
                        new Action.Notify("A good one"))
                    .when(
                        new Condition(Field.SOURCE, Op.EQUALS, "Website"),
                        new Condition(Field.TAG, Op.CONTAINS, "vip")));
        taken(actor, draft(1).tags(Set.of("vip-2026")));
        taken(actor, draft(2));
        taken(actor, draft(3).tags(Set.of("vip-2026")).source("fair"));

        assertThat(runs(workflow))
            .extracting(WorkflowRun::state)
            .containsExactly(RunState.SKIPPED, RunState.SKIPPED, RunState.COMPLETED);
        assertThat(runs(workflow).getFirst().reason().orElseThrow())
            .isEqualTo("A condition does not hold: SOURCE EQUALS Website.");
        assertThat(count(workflow)).isEqualTo(new Workflow.RunCount(1, 0));
        assertThat(mce.engine().notices().unread(actor)).isEqualTo(1);
      }

      @Test
      void each_field_can_be_compared() {
        LeadId lead = taken(actor, draft(1).source("Website").tags(Set.of("vip", "new")));
        int score = mce.engine().leads().get(actor, lead).score();
        Map<Condition, Boolean> expected =
            Map.ofEntries(
                Map.entry(new Condition(Field.SOURCE, Op.EQUALS, "website"), true),
                Map.entry(new Condition(Field.SOURCE, Op.NOT_EQUALS, "website"), false),
                Map.entry(new Condition(Field.SOURCE, Op.CONTAINS, "SITE"), true),
                Map.entry(new Condition(Field.STATUS, Op.EQUALS, "QUALIFIED"), true),
                Map.entry(new Condition(Field.STATUS, Op.NOT_EQUALS, "QUALIFIED"), false),
                Map.entry(new Condition(Field.SCORE, Op.AT_LEAST, "" + score), true),
                Map.entry(new Condition(Field.SCORE, Op.AT_LEAST, "" + (score + 1)), false),
                Map.entry(new Condition(Field.SCORE, Op.EQUALS, "" + score), true),
                Map.entry(new Condition(Field.TAG, Op.EQUALS, "VIP"), true),
                Map.entry(new Condition(Field.TAG, Op.NOT_EQUALS, "vip"), false),
                Map.entry(new Condition(Field.TAG, Op.NOT_EQUALS, "old"), true),
                Map.entry(new Condition(Field.TAG, Op.CONTAINS, "ol"), false));
        Map<Condition, Workflow> created = new HashMap<>();
        expected.forEach((condition, holds) ->
            created.put(
                condition,
                created(
                    WorkflowDraft.of(
                            condition.toString(),
                            Trigger.onStatus(LeadStatus.QUALIFIED),
                            new Action.Notify("Holds"))
                        .when(condition))));
        mce.engine().leads().changeStatus(actor, lead, LeadStatus.QUALIFIED);
        mce.runDue();
        expected.forEach((condition, holds) ->
            assertThat(onlyRun(created.get(condition)).state())
                .as("%s", condition)
                .isEqualTo(holds ? RunState.COMPLETED : RunState.SKIPPED));
      }

      @Test
      void one_that_makes_no_sense_is_refused() {
        for (Condition wrong :
            List.of(
                new Condition(Field.SCORE, Op.AT_LEAST, "high"),
                new Condition(Field.SCORE, Op.CONTAINS, "5"),
                new Condition(Field.STATUS, Op.EQUALS, "MAYBE"),
                new Condition(Field.SOURCE, Op.EQUALS, " "),
                new Condition(Field.TAG, Op.AT_LEAST, "vip"))) {
          assertRefused(
              ErrorCode.INVALID,
              () ->
                  created(
                      WorkflowDraft.of(
                              "Wrong", Trigger.on(TriggerType.LEAD_CREATED), new Action.Notify("x"))
                          .when(wrong)));
        }
      }
    }

    @Nested
    class Acting {

      @Test
      void every_action_is_done_in_one_run() {
        Workflow workflow =
            onStatus(
                LeadStatus.CONTACTED,
                new Action.SendMessage("Hi {{first_name}}"),
                new Action.UpdateScore(5, "Was contacted"),
                new Action.Notify("{{lead_name}} was contacted"),
                new Action.ChangeStatus(LeadStatus.QUALIFIED));
        LeadId lead = taken(1);
        int before = mce.engine().leads().get(actor, lead).score();
        mce.engine().leads().changeStatus(actor, lead, LeadStatus.CONTACTED);
        mce.runDue();

        assertThat(onlyRun(workflow).state()).isEqualTo(RunState.COMPLETED);
        assertThat(mce.channel().sentTo(phone(1)).getFirst().text()).isEqualTo("Hi Ana");
        assertThat(mce.engine().leads().get(actor, lead).score()).isEqualTo(before + 5);
        assertThat(mce.engine().leads().get(actor, lead).status()).isEqualTo(LeadStatus.QUALIFIED);
        Notice notice = mce.engine().notices().list(actor, PageRequest.first()).items().getFirst();
        assertThat(notice.text()).isEqualTo("Ana 1 was contacted");
        assertThat(notice.leadId()).contains(lead.value());
      }

      @Test
      void a_failing_action_fails_the_run_and_nothing_else() {
        Actor noChannel = newActor("no-channel");
        Workflow failing =
            workflows()
                .create(
                    noChannel,
                    WorkflowDraft.of(
                        "Cannot send",
                        Trigger.on(TriggerType.LEAD_CREATED),
                        new Action.Notify("Before"),
                        new Action.SendMessage("Welcome")));
        Workflow working =
            workflows()
                .create(
                    noChannel,
                    WorkflowDraft.of(
                        "Can notify",
                        Trigger.on(TriggerType.LEAD_CREATED),
                        new Action.Notify("{{lead_name}} came")));
        taken(noChannel, draft(1));
        taken(noChannel, draft(2));

        List<WorkflowRun> failed =
            workflows().runs(noChannel, failing.id(), PageRequest.first()).items();
        assertThat(failed).hasSize(2);
        assertThat(failed)
            .allSatisfy(run -> {
              assertThat(run.state()).isEqualTo(RunState.FAILED);
              assertThat(run.reason()).isPresent();
            });
        assertThat(workflows().get(noChannel, failing.id()).runs())
            .isEqualTo(new Workflow.RunCount(2, 2));
        assertThat(workflows().get(noChannel, working.id()).runs())
            .isEqualTo(new Workflow.RunCount(2, 0));
        assertThat(mce.engine().notices().list(noChannel, PageRequest.first()).items())
            .extracting(Notice::text)
            .containsExactly("Ana 2 came", "Ana 1 came");
        assertThat(mce.engine().events().deadLetters(noChannel, PageRequest.first()).items())
            .isEmpty();
        assertThat(mce.engine().events().since(noChannel, 0, 1000).events())
            .filteredOn(event -> event.is(WorkflowRunFailed.class))
            .hasSize(2);
      }

      @Test
      void nobody_is_written_to_whose_automation_is_stopped() {
        LeadId paused = taken(1);
        LeadId optedOut = taken(2);
        mce.engine().leads().pauseAutomation(actor, paused, AutomationReason.MANUAL);
        mce.engine().leads().optOut(actor, optedOut);
        Workflow only = onStatus(LeadStatus.CONTACTED, new Action.SendMessage("Hi"));
        Workflow more =
            onStatus(LeadStatus.CONTACTED, new Action.SendMessage("Hi"), new Action.Notify("Look"));
        mce.engine().leads().changeStatus(actor, paused, LeadStatus.CONTACTED);
        mce.engine().leads().changeStatus(actor, optedOut, LeadStatus.CONTACTED);
        mce.runDue();

        assertThat(mce.channel().sent()).isEmpty();
        assertThat(runs(only)).extracting(WorkflowRun::state).containsOnly(RunState.SKIPPED);
        assertThat(runs(more)).extracting(WorkflowRun::state).containsOnly(RunState.COMPLETED);
        assertThat(runs(more))
            .extracting(run -> run.reason().orElseThrow())
            .containsExactly(
                "No message: the lead's automation is OPTED_OUT.",
                "No message: the lead's automation is MANUAL.");
        assertThat(mce.engine().notices().unread(actor)).isEqualTo(2);
      }

      @Test
      void an_answer_goes_to_who_answered_but_not_past_a_person() {
        welcome();
        created(
            WorkflowDraft.of(
                "Answer",
                Trigger.on(TriggerType.MESSAGE_RECEIVED),
                new Action.SendMessage("Thanks, we will call you.")));
        LeadId lead = taken(1);
        mce.channel().inbound(phone(1), "Yes, call me at 2pm");
        mce.runDue();
        assertThat(mce.channel().sentTo(phone(1))).hasSize(2);
        assertThat(mce.engine().leads().get(actor, lead).automation().reason())
            .contains(AutomationReason.REPLIED);

        mce.engine().leads().pauseAutomation(actor, lead, AutomationReason.HUMAN_TAKEOVER);
        mce.channel().inbound(phone(1), "Hello?");
        mce.runDue();
        assertThat(mce.channel().sentTo(phone(1))).hasSize(2);
      }
    }

    @Nested
    class Circles {

      @Test
      void a_workflow_does_not_start_itself() {
        Workflow workflow =
            created(
                WorkflowDraft.of(
                    "Flip",
                    Trigger.on(TriggerType.LEAD_STATUS_CHANGED),
                    new Action.ChangeStatus(LeadStatus.NEW)));
        LeadId lead = taken(1);
        mce.engine().leads().changeStatus(actor, lead, LeadStatus.CONTACTED);
        mce.runDue();
        assertThat(runs(workflow))
            .extracting(WorkflowRun::state)
            .containsExactly(RunState.SKIPPED, RunState.COMPLETED);
        assertThat(mce.engine().leads().get(actor, lead).status()).isEqualTo(LeadStatus.NEW);
      }

      @Test
      void two_workflows_that_undo_each_other_end() {
        Workflow back =
            onStatus(LeadStatus.QUALIFIED, new Action.ChangeStatus(LeadStatus.CONTACTED));
        Workflow forth =
            onStatus(LeadStatus.CONTACTED, new Action.ChangeStatus(LeadStatus.QUALIFIED));
        LeadId lead = taken(1);
        mce.engine().leads().changeStatus(actor, lead, LeadStatus.CONTACTED);
        mce.runDue();
        assertThat(count(forth).total()).isEqualTo(1);
        assertThat(count(back).total()).isEqualTo(1);
        assertThat(runs(forth))
            .extracting(WorkflowRun::state)
            .containsExactly(RunState.SKIPPED, RunState.COMPLETED);
      }

      @Test
      void a_person_can_start_them_again() {
        Workflow workflow = onStatus(LeadStatus.CONTACTED, new Action.ChangeStatus(LeadStatus.NEW));
        LeadId lead = taken(1);
        for (int i = 0; i < 3; i++) {
          mce.engine().leads().changeStatus(actor, lead, LeadStatus.CONTACTED);
          mce.runDue();
        }
        assertThat(count(workflow)).isEqualTo(new Workflow.RunCount(3, 0));
      }

      @Test
      void a_chain_of_workflows_ends_after_five() {
        LeadStatus[] circle = LeadStatus.values();
        for (int i = 0; i < circle.length; i++) {
          onStatus(circle[i], new Action.ChangeStatus(circle[(i + 1) % circle.length]));
        }
        LeadId lead = taken(1);
        mce.engine().leads().changeStatus(actor, lead, LeadStatus.CONTACTED);
        mce.runDue();
        assertThat(published(WorkflowRunCompleted.class)).isEqualTo(5);
        assertThat(mce.engine().leads().get(actor, lead).status()).isEqualTo(LeadStatus.NEW);
      }

      @Test
      void a_machine_at_the_other_end_is_not_answered_for_ever() {
        Workflow workflow =
            created(
                WorkflowDraft.of(
                    "Answer",
                    Trigger.on(TriggerType.MESSAGE_RECEIVED),
                    new Action.SendMessage("Thanks, we will call you.")));
        for (int i = 0; i < 12; i++) {
          mce.channel().inbound(phone(1), "I am away until Monday.");
          mce.advance(Duration.ofMinutes(1));
        }
        assertThat(mce.channel().sentTo(phone(1))).hasSize(5);
        assertThat(runs(workflow).getFirst().state()).isEqualTo(RunState.SKIPPED);

        mce.advance(Duration.ofHours(2));
        mce.channel().inbound(phone(1), "I am back.");
        mce.runDue();
        assertThat(mce.channel().sentTo(phone(1))).hasSize(6);
      }
    }

    @Nested
    class Writing {

      @Test
      void a_workflow_is_read_back_as_it_was_written() {
        WorkflowDraft draft =
            new WorkflowDraft(
                "All of it",
                false,
                Trigger.onStatus(LeadStatus.QUALIFIED),
                List.of(new Condition(Field.SCORE, Op.AT_LEAST, "50")),
                List.of(
                    new Action.SendMessage("Hi {{first_name|there}}"),
                    new Action.UpdateScore(-5, "Cold"),
                    new Action.Notify("Look"),
                    new Action.ChangeStatus(LeadStatus.LOST)));
        Workflow read = workflows().get(actor, created(draft).id());
        assertThat(
                new WorkflowDraft(
                    read.name(), read.active(), read.trigger(), read.conditions(), read.actions()))
            .isEqualTo(draft);
        assertThat(read.runs()).isEqualTo(Workflow.RunCount.NONE);
        assertThat(read.createdAt()).isEqualTo(MceExtension.START);
        assertThat(workflows().list(actor, PageRequest.first()).items()).containsExactly(read);
      }

      @Test
      void an_edit_of_an_old_version_is_refused() {
        Workflow workflow = welcome();
        WorkflowChange rename =
            new WorkflowChange(
                Optional.of("Hello"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Workflow renamed = workflows().update(actor, workflow.id(), rename, workflow.version());
        assertThat(renamed.name()).isEqualTo("Hello");
        assertThat(renamed.actions()).isEqualTo(workflow.actions());
        assertRefused(
            ErrorCode.STALE_VERSION,
            () -> workflows().update(actor, workflow.id(), rename, workflow.version()));
      }

      @Test
      void an_unknown_variable_is_refused_with_the_likely_one() {
        for (Action action :
            List.of(
                new Action.SendMessage("Hi {{frist_name}}"),
                new Action.Notify("Hi {{frist_name}}"))) {
          assertThatThrownBy(() ->
                  created(WorkflowDraft.of("x", Trigger.on(TriggerType.LEAD_CREATED), action)))
              .isInstanceOfSatisfying(
                  MceException.class,
                  e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_VARIABLE);
                    assertThat(e.getMessage()).contains("{{first_name}}");
                    assertThat(e.details()).containsOnlyKeys("actions[0].text");
                  });
        }
      }

      @Test
      void what_cannot_work_is_refused() {
        Trigger created = Trigger.on(TriggerType.LEAD_CREATED);
        Action notify = new Action.Notify("x");
        for (WorkflowDraft wrong :
            List.of(
                WorkflowDraft.of(" ", created, notify),
                WorkflowDraft.of("No actions", created),
                WorkflowDraft.of("No points", created, new Action.UpdateScore(0, "why")),
                WorkflowDraft.of("Many points", created, new Action.UpdateScore(101, "why")),
                WorkflowDraft.of("No reason", created, new Action.UpdateScore(5, " ")),
                WorkflowDraft.of("No text", created, new Action.SendMessage("")),
                WorkflowDraft.of(
                    "Odd trigger",
                    new Trigger(TriggerType.LEAD_CREATED, Optional.of(LeadStatus.NEW)),
                    notify))) {
          assertRefused(ErrorCode.INVALID, () -> created(wrong));
        }
      }

      @Test
      void another_organizations_workflow_does_not_exist() {
        Workflow workflow = welcome();
        Actor other = newActor("other");
        assertRefused(ErrorCode.NOT_FOUND, () -> workflows().get(other, workflow.id()));
        assertRefused(
            ErrorCode.NOT_FOUND, () -> workflows().runs(other, workflow.id(), PageRequest.first()));
        assertRefused(
            ErrorCode.NOT_FOUND,
            () -> workflows().update(other, workflow.id(), WorkflowChange.none(), 1));
        assertThat(workflows().list(other, PageRequest.first()).items()).isEmpty();
      }

      @Test
      void reading_does_not_mean_writing() {
        Actor reader = Actor.member(actor.organizationId(), "m", Set.of(Permission.WORKFLOW_READ));
        assertRefused(
            ErrorCode.FORBIDDEN,
            () ->
                workflows()
                    .create(
                        reader,
                        WorkflowDraft.of(
                            "x", Trigger.on(TriggerType.LEAD_CREATED), new Action.Notify("x"))));
      }
    }
  }
}
