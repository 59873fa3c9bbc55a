package io.mce.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.approval.StatusRequest;
import io.mce.approval.StatusRequests;
import io.mce.approval.StatusRule;
import io.mce.approval.StatusRules;
import io.mce.channel.Purpose;
import io.mce.conversation.Message;
import io.mce.conversation.SendMessage;
import io.mce.conversation.Sender;
import io.mce.engine.EngineParts;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.LeadStatus;
import io.mce.note.NoteDraft;
import io.mce.note.NoteKind;
import io.mce.notification.Notices;
import io.mce.organization.Members;
import io.mce.organization.Role;
import io.mce.persistence.Database;
import io.mce.provider.ProviderAccountDraft;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An organization says how long it keeps what, and what is older goes, and is told. */
final class RetentionTest {

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
    private Actor actor;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void organization() {
      actor = newActor("acme");
      mce.engine()
          .providerAccounts()
          .create(actor, new ProviderAccountDraft(RecordingChannel.PROVIDER, "Line", Map.of()));
    }

    private Actor newActor(String key) {
      return Actor.system(mce.engine().organizations().ensure(key, key).id(), "host");
    }

    private RetentionPolicies retention() {
      return mce.engine().retention();
    }

    private Retention choose(String kind, int days) {
      return retention()
          .change(actor, Map.of(kind, OptionalInt.of(days)), retention().get(actor).version());
    }

    private OptionalInt days(Actor of, String kind) {
      return retention().get(of).rules().stream()
          .filter(rule -> rule.kind().name().equals(kind))
          .findFirst()
          .orElseThrow()
          .days();
    }

    private LeadId lead(int number) {
      return mce.engine()
          .leads()
          .capture(
              actor, LeadDraft.of("Lead " + number, "+55119%08d".formatted(80_000_000 + number)))
          .leadId();
    }

    private void send(LeadId leadId, String text) {
      mce.engine()
          .conversations()
          .send(actor, SendMessage.of(leadId, text, Purpose.HUMAN, Sender.SYSTEM, text));
      mce.runDue();
    }

    private List<RetentionApplied> applied() {
      return mce.engine().events().latest(actor, Set.of(RetentionApplied.class), 100).stream()
          .map(event -> event.as(RetentionApplied.class))
          .toList();
    }

    private long rows(String sql) {
      Database database = EngineParts.part(mce.engine(), Database.class);
      return database.read(
          actor.organizationId(), transaction -> transaction.query(sql).mapTo(Long.class).one());
    }

    @Test
    void every_kind_is_listed_with_its_bounds() {
      assertThat(retention().get(actor).rules())
          .extracting(rule -> rule.kind().name())
          .containsExactly(
              "ARCHIVED_LEADS",
              "BULK_CHANGES",
              "IMPORT_ERRORS",
              "IMPORT_UNDO",
              "LEADS_WITHOUT_ACTIVITY",
              "LEAD_ACTIVITY",
              "MESSAGES",
              "NOTES",
              "NOTICES",
              "RECEIVED_EVENTS",
              "SOURCE_DELIVERIES",
              "SOURCE_SAMPLES",
              "STATUS_REQUESTS");
      assertThat(days(actor, "ARCHIVED_LEADS")).hasValue(30);
      assertThat(days(actor, "IMPORT_ERRORS")).hasValue(30);
      assertThat(days(actor, "MESSAGES")).isEmpty();
      assertThat(retention().get(actor).version()).isZero();
    }

    @Test
    void a_choice_is_kept_for_its_organization_and_can_be_taken_back() {
      choose("MESSAGES", 365);
      Retention after = choose("NOTICES", 90);
      assertThat(after.version()).isEqualTo(2);
      assertThat(days(actor, "MESSAGES")).hasValue(365);
      assertThat(days(newActor("rival"), "MESSAGES")).isEmpty();
      retention()
          .change(
              actor,
              Map.of("MESSAGES", OptionalInt.empty(), "IMPORT_ERRORS", OptionalInt.empty()),
              2);
      assertThat(days(actor, "MESSAGES")).isEmpty();
      assertThat(days(actor, "IMPORT_ERRORS")).isEmpty();
      assertThat(days(actor, "NOTICES")).hasValue(90);
      assertThat(mce.engine().events().latest(actor, Set.of(RetentionChanged.class), 10))
          .hasSize(3);
    }

    @Test
    void what_is_out_of_bounds_unknown_fixed_or_stale_is_refused() {
      assertRefused(ErrorCode.INVALID, () -> choose("MESSAGES", 29));
      assertRefused(ErrorCode.INVALID, () -> choose("MESSAGES", 3651));
      assertRefused(ErrorCode.INVALID, () -> choose("ARCHIVED_LEADS", 30));
      assertRefused(ErrorCode.INVALID, () -> choose("SECRETS", 30));
      assertRefused(
          ErrorCode.STALE_VERSION,
          () -> retention().change(actor, Map.of("NOTICES", OptionalInt.of(5)), 7));
      choose("NOTICES", 5);
      assertRefused(
          ErrorCode.STALE_VERSION,
          () -> retention().change(actor, Map.of("NOTICES", OptionalInt.of(9)), 0));
      Actor manager =
          Actor.member(actor.organizationId(), "m", Set.of(Permission.ORGANIZATION_MANAGE));
      assertRefused(ErrorCode.FORBIDDEN, () -> retention().get(manager));
      assertRefused(
          ErrorCode.FORBIDDEN,
          () -> retention().change(manager, Map.of("NOTICES", OptionalInt.of(9)), 1));
      assertThat(days(actor, "NOTICES")).hasValue(5);
    }

    @Test
    void old_texts_go_and_that_something_was_said_stays() {
      LeadId leadId = lead(1);
      send(leadId, "an old text");
      mce.channel().inbound("+5511980000001", "an old answer");
      mce.runDue();
      choose("MESSAGES", 30);
      mce.advance(Duration.ofDays(20));
      send(leadId, "a young text");
      assertThat(texts(leadId)).containsExactly("an old text", "an old answer", "a young text");

      mce.advance(Duration.ofDays(12));
      assertThat(texts(leadId)).containsExactly("", "", "a young text");
      assertThat(
              rows(
                  "select count(*) from mce_dispatch where organization_id = :organizationId"
                      + " and content_sealed <> ''"))
          .isEqualTo(1);
      assertThat(applied()).containsExactly(new RetentionApplied("MESSAGES", 30, 2));
      mce.advance(Duration.ofDays(20));
      assertThat(texts(leadId)).containsExactly("", "", "");
      assertThat(mce.engine().conversations().list(actor, PageRequest.first()).items())
          .singleElement()
          .satisfies(each -> assertThat(each.lastText()).isEqualTo(Optional.empty()));
    }

    private List<String> texts(LeadId leadId) {
      return mce
          .engine()
          .conversations()
          .messages(actor, leadId, PageRequest.first())
          .items()
          .stream()
          .map(Message::text)
          .toList();
    }

    @Test
    void old_notes_go_and_a_note_keeps_its_lead() {
      LeadId leadId = lead(1);
      choose("NOTES", 30);
      choose("LEADS_WITHOUT_ACTIVITY", 45);
      mce.engine().notes().write(actor, leadId, NoteDraft.of(NoteKind.NOTE, "old"));
      mce.advance(Duration.ofDays(29));
      mce.engine().notes().write(actor, leadId, NoteDraft.of(NoteKind.NOTE, "young"));
      mce.advance(Duration.ofDays(20));
      assertThat(mce.engine().notes().list(actor, leadId, PageRequest.first()).items())
          .extracting(note -> note.text())
          .containsExactly("young");
      assertThat(applied()).containsExactly(new RetentionApplied("NOTES", 30, 1));
    }

    @Test
    void old_requests_for_a_status_go() {
      LeadId leadId = lead(1);
      StatusRequests requests = mce.engine().statusRequests();
      StatusRule rule = new StatusRule(Optional.empty(), LeadStatus.CONVERTED, Set.of());
      requests.changeRules(actor, new StatusRules(List.of(rule)), 0);
      Members members = mce.engine().members();
      Actor asks = members.actor(members.add(actor, "rui", "Rui", Role.MARKETER));
      choose("STATUS_REQUESTS", 30);
      requests.refuse(
          actor,
          requests.request(asks, leadId, LeadStatus.CONVERTED, "old").id(),
          Optional.of("no"));
      mce.advance(Duration.ofDays(29));
      requests.request(asks, leadId, LeadStatus.CONVERTED, "young");
      mce.advance(Duration.ofDays(20));
      assertThat(requests.list(actor, leadId, PageRequest.first()).items())
          .extracting(StatusRequest::reason)
          .containsExactly("young");
      assertThat(applied()).containsExactly(new RetentionApplied("STATUS_REQUESTS", 30, 1));
    }

    @Test
    void old_notices_go() {
      Notices notices = mce.engine().notices();
      notices.raise(actor, "old", Optional.empty(), "cause-1");
      mce.advance(Duration.ofDays(6));
      notices.raise(actor, "young", Optional.empty(), "cause-2");
      choose("NOTICES", 7);
      mce.advance(Duration.ofDays(3));
      assertThat(notices.list(actor, PageRequest.first()).items())
          .extracting(notice -> notice.text())
          .containsExactly("young");
      assertThat(applied()).containsExactly(new RetentionApplied("NOTICES", 7, 1));
    }

    @Test
    void leads_nobody_cares_for_go_into_the_archive_and_then_for_good() {
      LeadId idle = lead(1);
      LeadId written = lead(2);
      choose("LEADS_WITHOUT_ACTIVITY", 60);
      mce.advance(Duration.ofDays(50));
      send(written, "hello");
      LeadId young = lead(3);
      mce.advance(Duration.ofDays(12));
      assertThat(mce.engine().leads().find(actor.organizationId(), idle)).isEmpty();
      assertThat(mce.engine().leads().find(actor.organizationId(), written)).isPresent();
      assertThat(mce.engine().leads().find(actor.organizationId(), young)).isPresent();
      assertThat(mce.engine().leadArchive().list(actor, PageRequest.first()).items())
          .singleElement()
          .satisfies(each -> assertThat(each.deletedBy()).isEqualTo("ENGINE:retention"));

      mce.advance(Duration.ofDays(32));
      assertThat(mce.engine().leadArchive().list(actor, PageRequest.first()).items()).isEmpty();
      assertThat(applied())
          .extracting(RetentionApplied::kind)
          .containsExactly("ARCHIVED_LEADS", "LEADS_WITHOUT_ACTIVITY");
    }

    @Test
    void reports_of_old_imports_are_emptied_by_themselves() {
      importOf("name,phone\nAna,12\nBo,x\n");
      String count =
          "select count(*) from mce_import_error where organization_id = :organizationId";
      assertThat(rows(count)).isPositive();
      mce.advance(Duration.ofDays(29));
      assertThat(rows(count)).isPositive();
      mce.advance(Duration.ofDays(3));
      assertThat(rows(count)).isZero();
      assertThat(rows("select count(*) from mce_import where organization_id = :organizationId"))
          .isEqualTo(1);
    }

    private void importOf(String csv) {
      mce.engine()
          .imports()
          .start(
              actor,
              io.mce.ingestion.ImportRequest.of("leads.csv"),
              new java.io.ByteArrayInputStream(
                  csv.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
      mce.runDue();
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(MceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
  }
}
