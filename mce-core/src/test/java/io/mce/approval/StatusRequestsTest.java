package io.mce.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.mce.audit.AuditQuery;
import io.mce.bulk.BulkAction;
import io.mce.bulk.BulkChange;
import io.mce.bulk.BulkCounts;
import io.mce.bulk.BulkFailure;
import io.mce.bulk.BulkProblem;
import io.mce.bulk.BulkTarget;
import io.mce.event.Changes.FieldChange;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.LeadChange;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.LeadMerge;
import io.mce.lead.LeadStatus;
import io.mce.lead.MergeSide;
import io.mce.note.TimelineEntry;
import io.mce.notification.Notice;
import io.mce.organization.Member;
import io.mce.organization.MemberChange;
import io.mce.organization.Role;
import io.mce.testing.MceExtension;
import io.mce.workflow.Action;
import io.mce.workflow.Trigger;
import io.mce.workflow.TriggerType;
import io.mce.workflow.WorkflowDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may give a lead which status, and what becomes of those who must ask. */
final class StatusRequestsTest {

  private static final StatusRule MANAGERS_CONVERT =
      new StatusRule(Optional.empty(), LeadStatus.CONVERTED, Set.of(Role.MANAGER));
  private static final StatusMove CONVERT =
      new StatusMove(LeadStatus.QUALIFIED, LeadStatus.CONVERTED);

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
    private Actor host;
    private Actor rui;
    private Actor mia;
    private LeadId ana;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void a_restricted_status_and_who_may_and_may_not_give_it() {
      host = newActor("acme");
      rui = member("rui", "Rui", Role.REP);
      mia = member("mia", "Mia", Role.MANAGER);
      ana = lead("Ana", "+5511912345678");
      mce.engine().leads().changeStatus(host, ana, LeadStatus.QUALIFIED);
      requests().changeRules(host, new StatusRules(List.of(MANAGERS_CONVERT)), 0);
    }

    private Actor newActor(String key) {
      return Actor.system(mce.engine().organizations().ensure(key, key).id(), "host");
    }

    private Actor member(String userId, String name, Role role) {
      return mce.engine().members().actor(mce.engine().members().add(host, userId, name, role));
    }

    private LeadId lead(String name, String phone) {
      return mce.engine().leads().capture(host, LeadDraft.of(name, phone)).leadId();
    }

    private StatusRequests requests() {
      return mce.engine().statusRequests();
    }

    private StatusRequest asked(LeadId leadId) {
      return requests().request(rui, leadId, LeadStatus.CONVERTED, " Signed today. ");
    }

    private LeadStatus status(LeadId leadId) {
      return mce.engine().leads().get(host, leadId).status();
    }

    private List<StatusRequest> open() {
      return requests().open(mia, PageRequest.first()).items();
    }

    private StatusRequestState state(StatusRequest request) {
      return requests().list(mia, request.leadId(), PageRequest.first()).items().stream()
          .filter(each -> each.id().equals(request.id()))
          .findFirst()
          .orElseThrow()
          .state();
    }

    private List<String> notices(Actor reader) {
      return mce.engine().notices().list(reader, PageRequest.first()).items().stream()
          .map(Notice::text)
          .toList();
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(MceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    // The rules

    @Test
    void without_a_rule_every_change_is_free() {
      requests().changeRules(host, StatusRules.NONE, 1);
      assertThat(requests().restricted(rui)).isEmpty();
      mce.engine().leads().changeStatus(rui, ana, LeadStatus.CONVERTED);
      assertThat(status(ana)).isEqualTo(LeadStatus.CONVERTED);
      assertThat(requests().rules(newActor("rival")))
          .isEqualTo(new StatusRequests.Chosen(StatusRules.NONE, 0));
    }

    @Test
    void a_restricted_change_is_refused_with_who_can_approve_it() {
      assertThatThrownBy(() -> mce.engine().leads().changeStatus(rui, ana, LeadStatus.CONVERTED))
          .isInstanceOfSatisfying(
              MceException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.APPROVAL_NEEDED);
                assertThat(e.details())
                    .containsExactly(
                        Map.entry("from", "QUALIFIED"),
                        Map.entry("to", "CONVERTED"),
                        Map.entry("roles", "OWNER,MANAGER"));
              })
          .hasMessage(
              "Your role may not change the status from QUALIFIED to CONVERTED; ask for approval,"
                  + " which owners and managers can give.");
      assertThat(status(ana)).isEqualTo(LeadStatus.QUALIFIED);
      mce.engine().leads().changeStatus(rui, ana, LeadStatus.LOST);
      mce.engine().leads().changeStatus(mia, ana, LeadStatus.CONVERTED);
      assertThat(status(ana)).isEqualTo(LeadStatus.CONVERTED);
    }

    @Test
    void an_edit_of_the_lead_is_held_to_the_rules_and_changes_nothing() {
      long version = mce.engine().leads().get(rui, ana).version();
      LeadChange edit = LeadChange.none().name("Ana Souza").status(LeadStatus.CONVERTED);
      assertRefused(
          ErrorCode.APPROVAL_NEEDED, () -> mce.engine().leads().update(rui, ana, edit, version));
      assertThat(mce.engine().leads().get(rui, ana).name()).isEqualTo("Ana");
      mce.engine().leads().update(rui, ana, LeadChange.none().name("Ana Souza"), version);
    }

    @Test
    void of_many_leads_those_that_may_not_be_changed_are_listed_and_keep_no_other() {
      LeadId lost = lead("Lo", "+5511912345670");
      requests()
          .changeRules(
              host,
              new StatusRules(
                  List.of(
                      new StatusRule(
                          Optional.of(LeadStatus.QUALIFIED),
                          LeadStatus.CONVERTED,
                          Set.of(Role.MANAGER)))),
              1);
      BulkChange started =
          mce.engine()
              .bulkChanges()
              .start(
                  rui,
                  new BulkTarget.Chosen(List.of(ana, lost)),
                  new BulkAction.SetStatus(LeadStatus.CONVERTED));
      mce.runDue();
      assertThat(mce.engine().bulkChanges().get(rui, started.id()).counts())
          .isEqualTo(new BulkCounts(2, 1, 0, 1));
      assertThat(
              mce.engine().bulkChanges().failures(rui, started.id(), PageRequest.first()).items())
          .singleElement()
          .satisfies(failure -> {
            assertThat(failure.leadId()).isEqualTo(ana);
            assertThat(failure.problem()).isEqualTo(BulkProblem.NOT_ALLOWED);
            assertThat(failure.detail()).contains("ask for approval");
          });
      assertThat(List.of(status(ana), status(lost)))
          .containsExactly(LeadStatus.QUALIFIED, LeadStatus.CONVERTED);
    }

    @Test
    void the_undo_of_a_change_of_many_is_no_way_around() {
      StatusRule back =
          new StatusRule(Optional.of(LeadStatus.LOST), LeadStatus.QUALIFIED, Set.of(Role.MANAGER));
      requests().changeRules(host, new StatusRules(List.of(back)), 1);
      BulkChange done =
          mce.engine()
              .bulkChanges()
              .start(
                  rui,
                  new BulkTarget.Chosen(List.of(ana)),
                  new BulkAction.SetStatus(LeadStatus.LOST));
      mce.runDue();
      BulkChange undo = mce.engine().bulkChanges().undo(rui, done.id());
      mce.runDue();
      assertThat(mce.engine().bulkChanges().failures(rui, undo.id(), PageRequest.first()).items())
          .extracting(BulkFailure::problem)
          .containsExactly(BulkProblem.NOT_ALLOWED);
      assertThat(status(ana)).isEqualTo(LeadStatus.LOST);
    }

    @Test
    void a_merge_is_no_way_around() {
      LeadId bo = lead("Bo", "+5511912345679");
      mce.engine().leads().changeStatus(host, bo, LeadStatus.CONVERTED);
      Map<String, MergeSide> theirs = Map.of("status", MergeSide.MERGED);
      assertRefused(
          ErrorCode.APPROVAL_NEEDED, () -> mce.engine().leadMerges().merge(rui, ana, bo, theirs));
      mce.engine().leadMerges().merge(rui, ana, bo, Map.of());
      assertThat(status(ana)).isEqualTo(LeadStatus.QUALIFIED);
    }

    @Test
    void workflows_programs_and_the_host_have_no_role_and_are_not_restricted() {
      Actor key =
          Actor.key(
              host.organizationId(), "crm", Set.of(Permission.LEAD_READ, Permission.LEAD_WRITE));
      mce.engine().leads().changeStatus(key, ana, LeadStatus.CONVERTED);
      mce.engine().leads().changeStatus(host, ana, LeadStatus.QUALIFIED);
      mce.engine()
          .workflows()
          .create(
              host,
              WorkflowDraft.of(
                  "Convert",
                  Trigger.on(TriggerType.LEAD_CREATED),
                  new Action.ChangeStatus(LeadStatus.CONVERTED)));
      LeadId bo = mce.engine().leads().capture(rui, LeadDraft.of("Bo", "+5511912345679")).leadId();
      mce.runDue();
      assertThat(status(bo)).isEqualTo(LeadStatus.CONVERTED);
    }

    @Test
    void a_rule_that_names_the_status_before_goes_before_one_for_any() {
      StatusRule anyLost = new StatusRule(Optional.empty(), LeadStatus.LOST, Set.of());
      StatusRule newLost =
          new StatusRule(Optional.of(LeadStatus.NEW), LeadStatus.LOST, Set.of(Role.REP));
      for (List<StatusRule> rules : List.of(List.of(anyLost, newLost), List.of(newLost, anyLost))) {
        StatusRules both = new StatusRules(rules);
        assertThat(both.allows(Role.REP, new StatusMove(LeadStatus.NEW, LeadStatus.LOST))).isTrue();
        assertThat(both.allows(Role.REP, new StatusMove(LeadStatus.CONTACTED, LeadStatus.LOST)))
            .isFalse();
        assertThat(both.allows(Role.OWNER, new StatusMove(LeadStatus.CONTACTED, LeadStatus.LOST)))
            .isTrue();
      }
    }

    @Test
    void rules_that_make_no_sense_are_refused() {
      assertRefused(
          ErrorCode.INVALID,
          () -> new StatusRule(Optional.of(LeadStatus.LOST), LeadStatus.LOST, Set.of()));
      assertRefused(
          ErrorCode.INVALID,
          () -> new StatusRule(Optional.empty(), LeadStatus.LOST, Set.of(Role.VIEWER)));
      assertRefused(
          ErrorCode.INVALID, () -> new StatusRules(List.of(MANAGERS_CONVERT, MANAGERS_CONVERT)));
      assertRefused(
          ErrorCode.STALE_VERSION, () -> requests().changeRules(host, StatusRules.NONE, 0));
      assertRefused(ErrorCode.FORBIDDEN, () -> requests().changeRules(mia, StatusRules.NONE, 1));
    }

    @Test
    void changed_rules_are_in_the_audit_trail_with_what_they_were() {
      requests().changeRules(host, StatusRules.NONE, 1);
      mce.runDue();
      assertThat(mce.engine().audit().list(host, AuditQuery.all(), PageRequest.first()).items())
          .filteredOn(line -> line.name().equals("lead.status-rules-changed"))
          .first()
          .satisfies(line ->
              assertThat(line.changes())
                  .containsExactly(
                      new FieldChange(
                          "rules", Optional.of("* > CONVERTED: OWNER MANAGER"), Optional.empty())));
    }

    // Requests

    @Test
    void who_may_not_asks_and_who_may_approves() {
      StatusRequest request = asked(ana);
      assertThat(request.reason()).isEqualTo("Signed today.");
      assertThat(request.move()).isEqualTo(CONVERT);
      assertThat(request.isOf(rui)).isTrue();
      assertThat(open()).containsExactly(request);
      assertThat(notices(mia))
          .containsExactly(
              "Rui asks to change Ana from qualified to converted. Approve or refuse it under"
                  + " Approvals.");
      assertThat(notices(rui)).isEmpty();

      StatusRequest approved = requests().approve(mia, request.id());
      assertThat(approved.state()).isEqualTo(StatusRequestState.APPROVED);
      assertThat(approved.decidedBy()).contains("MEMBER:" + mia.id());
      assertThat(approved.decidedAt()).contains(mce.clock().instant());
      assertThat(status(ana)).isEqualTo(LeadStatus.CONVERTED);
      assertThat(open()).isEmpty();
      assertThat(requests().list(rui, ana, PageRequest.first()).items()).containsExactly(approved);
      assertThat(notices(rui)).containsExactly("Approved: Ana is converted now.");
      assertRefused(ErrorCode.WRONG_STATE, () -> requests().approve(mia, request.id()));
      assertRefused(ErrorCode.WRONG_STATE, () -> requests().withdraw(rui, request.id()));
    }

    @Test
    void a_refusal_leaves_the_status_and_says_why() {
      StatusRequest request = asked(ana);
      StatusRequest refused = requests().refuse(mia, request.id(), Optional.of(" Not paid. "));
      assertThat(refused.state()).isEqualTo(StatusRequestState.REFUSED);
      assertThat(refused.answer()).contains("Not paid.");
      assertThat(requests().list(rui, ana, PageRequest.first()).items()).containsExactly(refused);
      assertThat(status(ana)).isEqualTo(LeadStatus.QUALIFIED);
      assertThat(notices(rui)).singleElement().asString().startsWith("Refused: Ana does not");
      assertThat(requests().refuse(mia, asked(ana).id(), Optional.of(" ")).answer()).isEmpty();
    }

    @Test
    void nobody_decides_who_may_not_make_the_change_and_others_do_not_take_it_back() {
      StatusRequest request = asked(ana);
      Actor another = member("bia", "Bia", Role.REP);
      Actor admin = member("adm", "Ada", Role.ADMIN);
      for (Actor each : List.of(rui, another, admin)) {
        assertRefused(ErrorCode.FORBIDDEN, () -> requests().approve(each, request.id()));
        assertRefused(
            ErrorCode.FORBIDDEN, () -> requests().refuse(each, request.id(), Optional.empty()));
      }
      assertRefused(ErrorCode.FORBIDDEN, () -> requests().withdraw(another, request.id()));
      assertRefused(ErrorCode.FORBIDDEN, () -> requests().withdraw(mia, request.id()));
      assertThat(requests().withdraw(rui, request.id()).state())
          .isEqualTo(StatusRequestState.WITHDRAWN);
      requests().withdraw(admin, asked(ana).id());
      assertThat(open()).isEmpty();
    }

    @Test
    void who_could_change_it_may_ask_and_then_somebody_else_decides() {
      StatusRequest request = requests().request(mia, ana, LeadStatus.CONVERTED, "Four eyes");
      assertRefused(ErrorCode.FORBIDDEN, () -> requests().approve(mia, request.id()));
      assertRefused(
          ErrorCode.FORBIDDEN, () -> requests().refuse(mia, request.id(), Optional.empty()));
      requests().approve(member("max", "Max", Role.MANAGER), request.id());
      assertThat(status(ana)).isEqualTo(LeadStatus.CONVERTED);
    }

    @Test
    void who_decides_is_asked_when_somebody_does() {
      StatusRequest request = asked(ana);
      Member manager =
          mce.engine().members().findByUser(host.organizationId(), "mia").orElseThrow();
      mce.engine()
          .members()
          .change(host, manager.id(), MemberChange.none().withRole(Role.REP), manager.version());
      assertRefused(ErrorCode.FORBIDDEN, () -> requests().approve(mia, request.id()));
      requests().changeRules(host, StatusRules.NONE, 1);
      requests().approve(mia, request.id());
      assertThat(status(ana)).isEqualTo(LeadStatus.CONVERTED);
    }

    @Test
    void what_need_not_be_asked_for_is_refused() {
      assertRefused(
          ErrorCode.WRONG_STATE,
          () -> requests().request(rui, ana, LeadStatus.QUALIFIED, "It is so"));
      assertRefused(
          ErrorCode.WRONG_STATE, () -> requests().request(rui, ana, LeadStatus.LOST, "Free"));
      assertRefused(
          ErrorCode.INVALID, () -> requests().request(rui, ana, LeadStatus.CONVERTED, " "));
      assertRefused(
          ErrorCode.INVALID,
          () -> requests().request(rui, ana, LeadStatus.CONVERTED, "x".repeat(1_001)));
      assertRefused(
          ErrorCode.INVALID, () -> requests().request(rui, ana, LeadStatus.CONVERTED, "a\u0000b"));
      Actor viewer = member("vi", "Vi", Role.VIEWER);
      assertRefused(
          ErrorCode.FORBIDDEN,
          () -> requests().request(viewer, ana, LeadStatus.CONVERTED, "Please"));
      asked(ana);
      assertRefused(ErrorCode.CONFLICT, () -> asked(ana));
      assertThat(open()).hasSize(1);
    }

    @Test
    void a_change_by_another_hand_overtakes_what_was_asked() {
      StatusRequest request = asked(ana);
      mce.engine().leads().changeStatus(mia, ana, LeadStatus.LOST);
      assertThat(state(request)).isEqualTo(StatusRequestState.OVERTAKEN);
      assertThat(notices(rui))
          .containsExactly(
              "You asked for converted, and the lead became lost before anybody" + " decided.");
      assertRefused(ErrorCode.WRONG_STATE, () -> requests().approve(mia, request.id()));
      assertThat(status(ana)).isEqualTo(LeadStatus.LOST);
    }

    @Test
    void what_waits_is_listed_page_by_page_the_oldest_first() {
      List<StatusRequestId> expected = new ArrayList<>(List.of(asked(ana).id()));
      for (int i = 0; i < 3; i++) {
        expected.add(asked(lead("Lead " + i, "+551191234500" + i)).id());
      }
      List<StatusRequestId> paged = new ArrayList<>();
      Optional<String> cursor = Optional.empty();
      do {
        Page<StatusRequest> page = requests().open(rui, new PageRequest(1, cursor));
        page.items().forEach(each -> paged.add(each.id()));
        cursor = page.nextCursor().map(each -> each.text());
      } while (cursor.isPresent());
      assertThat(paged).isEqualTo(expected);
    }

    @Test
    void a_deleted_lead_takes_along_what_was_asked_for_it() {
      StatusRequest request = asked(ana);
      mce.engine().leads().delete(host, ana);
      assertThat(open()).isEmpty();
      assertRefused(ErrorCode.NOT_FOUND, () -> requests().approve(mia, request.id()));
      assertRefused(ErrorCode.NOT_FOUND, () -> asked(ana));
      mce.engine().leadArchive().restoreAll(host, List.of(ana));
      assertThat(state(request)).isEqualTo(StatusRequestState.OVERTAKEN);
    }

    @Test
    void requests_follow_a_merge_and_go_back_with_its_undo() {
      LeadId bo = lead("Bo", "+5511912345679");
      StatusRequest request = asked(bo);
      LeadMerge merge = mce.engine().leadMerges().merge(host, ana, bo, Map.of());
      assertThat(requests().list(rui, bo, PageRequest.first()).items())
          .extracting(StatusRequest::id, StatusRequest::leadId)
          .containsExactly(tuple(request.id(), ana));
      assertThatThrownBy(() -> requests().approve(mia, request.id()))
          .hasMessageContaining("The lead is QUALIFIED by now and not NEW");
      mce.engine().leadMerges().unmerge(host, merge.id());
      requests().approve(mia, request.id());
      assertThat(List.of(status(ana), status(bo)))
          .containsExactly(LeadStatus.QUALIFIED, LeadStatus.CONVERTED);
    }

    @Test
    void another_organization_finds_nothing() {
      StatusRequest request = asked(ana);
      Actor rival = newActor("rival");
      assertRefused(ErrorCode.NOT_FOUND, () -> requests().approve(rival, request.id()));
      assertRefused(
          ErrorCode.NOT_FOUND, () -> requests().refuse(rival, request.id(), Optional.empty()));
      assertRefused(ErrorCode.NOT_FOUND, () -> requests().withdraw(rival, request.id()));
      assertRefused(ErrorCode.NOT_FOUND, () -> requests().list(rival, ana, PageRequest.first()));
      assertThat(requests().open(rival, PageRequest.first()).items()).isEmpty();
    }

    @Test
    void the_timeline_of_the_lead_tells_of_it_without_the_words() {
      requests().refuse(mia, asked(ana).id(), Optional.empty());
      requests().approve(mia, asked(ana).id());
      mce.runDue();
      List<TimelineEntry.Happened> lines =
          mce.engine().timelines().list(rui, ana, PageRequest.first()).items().stream()
              .filter(TimelineEntry.Happened.class::isInstance)
              .map(TimelineEntry.Happened.class::cast)
              .toList();
      assertThat(lines)
          .extracting(entry -> entry.line().name())
          .startsWith(
              "lead.status-request-approved",
              "lead.status-changed",
              "lead.status-requested",
              "lead.status-request-refused",
              "lead.status-requested");
      assertThat(lines)
          .extracting(entry -> entry.line().details())
          .noneMatch(text -> text.contains("Signed"));
    }
  }
}
