package io.mce.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.engine.EngineParts;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.LeadMerge;
import io.mce.lead.LeadQuery;
import io.mce.lead.LeadStatus;
import io.mce.persistence.Database;
import io.mce.segment.SegmentDefinition;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.time.Instant;
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

/** What people write down about leads, and where it shows. */
final class NotesTest {

  private static final Set<Permission> WRITER = Set.of(Permission.LEAD_READ, Permission.LEAD_WRITE);

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
    private Actor ravi;
    private Actor mia;
    private LeadId ana;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void a_lead() {
      host = newActor("acme");
      ravi = Actor.member(host.organizationId(), "ravi", WRITER);
      mia = Actor.member(host.organizationId(), "mia", WRITER);
      ana = lead("Ana", "+5511912345678");
    }

    private Actor newActor(String key) {
      return Actor.system(mce.engine().organizations().ensure(key, key).id(), "host");
    }

    private LeadId lead(String name, String phone) {
      return mce.engine().leads().capture(host, LeadDraft.of(name, phone)).leadId();
    }

    private Notes notes() {
      return mce.engine().notes();
    }

    private Note note(String text) {
      Note note = notes().write(ravi, ana, NoteDraft.of(NoteKind.NOTE, text));
      mce.advance(Duration.ofMinutes(1));
      return note;
    }

    private List<String> texts(LeadId leadId) {
      return notes().list(ravi, leadId, PageRequest.first()).items().stream()
          .map(Note::text)
          .toList();
    }

    private Instant hoursAgo(int hours) {
      return mce.clock().instant().minus(Duration.ofHours(hours));
    }

    @Test
    void a_call_says_when_it_was_how_long_it_took_and_what_came_of_it() {
      Note call =
          notes()
              .write(
                  ravi,
                  ana,
                  NoteDraft.of(NoteKind.CALL, " Wants two rooms. ")
                      .at(hoursAgo(3))
                      .lasting(Duration.ofMinutes(12))
                      .outcome(NoteOutcome.ANSWERED));
      assertThat(notes().get(mia, call.id())).isEqualTo(call);
      assertThat(call.text()).isEqualTo("Wants two rooms.");
      assertThat(call.happenedAt()).isEqualTo(hoursAgo(3));
      assertThat(call.duration()).contains(Duration.ofMinutes(12));
      assertThat(call.outcome()).contains(NoteOutcome.ANSWERED);
      assertThat(call.writtenBy()).isEqualTo("MEMBER:ravi");
      assertThat(call.writtenAt()).isEqualTo(mce.clock().instant());
      assertThat(call.editedAt()).isEmpty();
    }

    @Test
    void the_newest_by_when_it_was_comes_first_page_by_page() {
      note("one");
      note("two");
      notes().write(ravi, ana, NoteDraft.of(NoteKind.MEETING, "long ago").at(hoursAgo(500)));
      note("three");
      assertThat(texts(ana)).containsExactly("three", "two", "one", "long ago");

      List<String> paged = new ArrayList<>();
      Optional<String> cursor = Optional.empty();
      do {
        Page<Note> page = notes().list(ravi, ana, new PageRequest(1, cursor));
        page.items().forEach(each -> paged.add(each.text()));
        cursor = page.nextCursor().map(each -> each.text());
      } while (cursor.isPresent());
      assertThat(paged).containsExactly("three", "two", "one", "long ago");
    }

    @Test
    void who_wrote_it_or_an_administrator_changes_it() {
      Note before = note("Likes tea");
      Note after =
          notes().change(ravi, before.id(), NoteDraft.of(NoteKind.NOTE, "Likes coffee"), 1);
      assertThat(after.text()).isEqualTo("Likes coffee");
      assertThat(after.editedBy()).contains("MEMBER:ravi");
      assertThat(after.editedAt()).contains(mce.clock().instant());
      assertThat(after.happenedAt()).isEqualTo(before.happenedAt());
      assertThat(notes().get(ravi, before.id())).isEqualTo(after);

      NoteDraft other = NoteDraft.of(NoteKind.NOTE, "Likes water");
      assertRefused(ErrorCode.FORBIDDEN, () -> notes().change(mia, before.id(), other, 2));
      assertRefused(ErrorCode.STALE_VERSION, () -> notes().change(ravi, before.id(), other, 1));
      Actor admin =
          Actor.member(
              host.organizationId(),
              "admin",
              Set.of(Permission.LEAD_READ, Permission.LEAD_WRITE, Permission.ORGANIZATION_MANAGE));
      notes().change(admin, before.id(), other, 2);
      assertThat(texts(ana)).containsExactly("Likes water");
    }

    @Test
    void who_wrote_it_or_an_administrator_deletes_it_for_good() {
      Note one = note("one");
      Note two = note("two");
      assertThatThrownBy(() -> notes().delete(mia, one.id()))
          .hasMessage("Only who wrote this, or an administrator, can change or delete it.");
      notes().delete(ravi, one.id());
      notes().delete(host, two.id());
      assertThat(texts(ana)).isEmpty();
      assertRefused(ErrorCode.NOT_FOUND, () -> notes().get(ravi, one.id()));
      assertRefused(ErrorCode.NOT_FOUND, () -> notes().delete(ravi, one.id()));
    }

    @Test
    void who_only_reads_leads_reads_notes_and_writes_none() {
      Note one = note("one");
      Actor viewer = Actor.member(host.organizationId(), "v", Set.of(Permission.LEAD_READ));
      NoteDraft draft = NoteDraft.of(NoteKind.NOTE, "x");
      assertThat(notes().get(viewer, one.id()).text()).isEqualTo("one");
      assertRefused(ErrorCode.FORBIDDEN, () -> notes().write(viewer, ana, draft));
      assertRefused(ErrorCode.FORBIDDEN, () -> notes().change(viewer, one.id(), draft, 1));
      assertRefused(ErrorCode.FORBIDDEN, () -> notes().delete(viewer, one.id()));
      Actor nobody = Actor.member(host.organizationId(), "n", Set.of());
      assertRefused(ErrorCode.FORBIDDEN, () -> notes().list(nobody, ana, PageRequest.first()));
      assertRefused(
          ErrorCode.FORBIDDEN,
          () -> mce.engine().timelines().list(nobody, ana, PageRequest.first()));
    }

    @Test
    void what_makes_no_sense_is_refused_with_its_field_and_a_sentence() {
      NoteDraft note = NoteDraft.of(NoteKind.NOTE, "x");
      NoteDraft call = NoteDraft.of(NoteKind.CALL, "");
      assertInvalid("text", NoteDraft.of(NoteKind.NOTE, " "), "A note needs a text.");
      assertInvalid(
          "text",
          NoteDraft.of(NoteKind.NOTE, "x".repeat(5_001)),
          "This has 5,001 characters; a note has at most 5,000.");
      assertInvalid(
          "text",
          NoteDraft.of(NoteKind.NOTE, "a\u0000b"),
          "The text holds a character that cannot be kept.");
      assertInvalid(
          "happenedAt",
          note.at(hoursAgo(1)),
          "A note has no time of its own; log a call, a meeting or a message.");
      assertInvalid(
          "happenedAt",
          call.at(hoursAgo(-1)),
          "This time is still to come; log it once it has happened.");
      assertInvalid(
          "happenedAt",
          call.at(Instant.parse("1999-12-31T23:59:59Z")),
          "This time is before the year 2000.");
      assertInvalid(
          "minutes", note.lasting(Duration.ofMinutes(5)), "Only calls and meetings last.");
      assertInvalid(
          "minutes",
          call.lasting(Duration.ofMinutes(1441)),
          "Give 1 to 1440 minutes, or leave it out.");
      assertInvalid(
          "minutes", call.lasting(Duration.ZERO), "Give 1 to 1440 minutes, or leave it out.");
      assertInvalid(
          "outcome",
          note.outcome(NoteOutcome.ANSWERED),
          "A note has no outcome; log a call, a meeting or a message.");
      assertInvalid(
          "outcome",
          call.outcome(NoteOutcome.NO_SHOW),
          "What comes of a CALL is one of [ANSWERED, NO_ANSWER, LEFT_MESSAGE, WRONG_NUMBER].");
      assertThat(texts(ana)).isEmpty();
    }

    private void assertInvalid(String field, NoteDraft draft, String sentence) {
      assertThatThrownBy(() -> notes().write(ravi, ana, draft))
          .isInstanceOfSatisfying(
              MceException.class,
              e -> assertThat(e.details()).containsExactly(Map.entry(field, sentence)));
    }

    @Test
    void there_is_room_for_so_many_about_a_lead() {
      EngineParts.part(mce.engine(), Database.class)
          .runInOrganization(
              host.organizationId(),
              transaction -> {
                for (int i = 0; i < Notes.MOST; i++) {
                  notes().write(ravi, ana, NoteDraft.of(NoteKind.NOTE, "n"));
                }
              });
      assertThatThrownBy(() -> notes().write(ravi, ana, NoteDraft.of(NoteKind.NOTE, "n")))
          .hasMessage("There are 2000 notes about this lead; delete some to make room.");
    }

    @Test
    void notes_are_of_their_own_organization_and_a_deleted_lead_shows_none() {
      Note one = note("one");
      Actor rival = newActor("rival");
      NoteDraft draft = NoteDraft.of(NoteKind.NOTE, "x");
      assertRefused(ErrorCode.NOT_FOUND, () -> notes().write(rival, ana, draft));
      assertRefused(ErrorCode.NOT_FOUND, () -> notes().get(rival, one.id()));
      assertRefused(ErrorCode.NOT_FOUND, () -> notes().change(rival, one.id(), draft, 1));
      assertRefused(ErrorCode.NOT_FOUND, () -> notes().delete(rival, one.id()));

      mce.engine().leads().delete(host, ana);
      assertRefused(ErrorCode.NOT_FOUND, () -> notes().get(ravi, one.id()));
      assertRefused(ErrorCode.NOT_FOUND, () -> notes().write(ravi, ana, draft));
      assertRefused(ErrorCode.NOT_FOUND, () -> notes().delete(ravi, one.id()));
      mce.engine().leadArchive().restoreAll(host, List.of(ana));
      assertThat(texts(ana)).containsExactly("one");
    }

    @Test
    void notes_follow_a_merge_and_go_back_with_its_undo() {
      LeadId bo = lead("Bo", "+5511912345679");
      note("of Ana");
      notes().write(ravi, bo, NoteDraft.of(NoteKind.NOTE, "of Bo"));
      mce.advance(Duration.ofMinutes(1));
      LeadMerge merge = mce.engine().leadMerges().merge(host, ana, bo, Map.of());
      note("of both");
      assertThat(texts(ana)).containsExactly("of both", "of Bo", "of Ana");
      assertThat(texts(bo)).as("by the id that was merged").isEqualTo(texts(ana));

      mce.engine().leadMerges().unmerge(host, merge.id());
      assertThat(texts(ana)).containsExactly("of both", "of Ana");
      assertThat(texts(bo)).containsExactly("of Bo");
    }

    @Test
    void the_timeline_has_notes_among_what_happened_newest_first() {
      mce.advance(Duration.ofMinutes(5));
      note("first");
      mce.engine().leads().changeStatus(ravi, ana, LeadStatus.CONTACTED);
      mce.advance(Duration.ofMinutes(5));
      note("second");
      assertThat(timeline(ana, 50))
          .containsExactly("second", "lead.status-changed", "first", "lead.captured");
      for (int limit = 1; limit <= 4; limit++) {
        assertThat(timeline(ana, limit)).as("pages of %d", limit).isEqualTo(timeline(ana, 50));
      }
      notes()
          .write(
              ravi,
              ana,
              NoteDraft.of(NoteKind.CALL, "backdated").at(MceExtension.START.minusSeconds(1)));
      assertThat(timeline(ana, 50)).endsWith("lead.captured", "backdated");
      assertThat(timeline(lead("Bo", "+5511912345679"), 50)).doesNotContain("first");
    }

    @Test
    void the_timeline_of_a_merged_lead_has_what_happened_to_both() {
      LeadId bo = lead("Bo", "+5511912345679");
      mce.advance(Duration.ofMinutes(1));
      mce.engine().leads().changeStatus(ravi, bo, LeadStatus.QUALIFIED);
      mce.advance(Duration.ofMinutes(1));
      LeadMerge merge = mce.engine().leadMerges().merge(host, ana, bo, Map.of());
      mce.advance(Duration.ofMinutes(1));
      assertThat(timeline(bo, 50)).isEqualTo(timeline(ana, 50));
      assertThat(timeline(ana, 50)).startsWith("lead.merged").contains("lead.status-changed");
      mce.engine().leadMerges().unmerge(host, merge.id());
      mce.advance(Duration.ofMinutes(1));
      assertThat(timeline(ana, 50)).doesNotContain("lead.status-changed");
    }

    private List<String> timeline(LeadId leadId, int limit) {
      List<String> lines = new ArrayList<>();
      Optional<String> cursor = Optional.empty();
      do {
        Page<TimelineEntry> page =
            mce.engine().timelines().list(ravi, leadId, new PageRequest(limit, cursor));
        page.items()
            .forEach(entry ->
                lines.add(
                    switch (entry) {
                      case TimelineEntry.Written written -> written.note().text();
                      case TimelineEntry.Happened happened -> happened.line().name();
                    }));
        cursor = page.nextCursor().map(each -> each.text());
      } while (cursor.isPresent());
      return lines;
    }

    @Test
    void a_contact_counts_where_segments_ask_for_the_last_one() {
      notes().write(ravi, ana, NoteDraft.of(NoteKind.NOTE, "no contact"));
      notes().write(ravi, ana, NoteDraft.of(NoteKind.CALL, "").outcome(NoteOutcome.WRONG_NUMBER));
      mce.advance(Duration.ofMinutes(1));
      assertThat(active("SENT", 14)).isFalse();

      Note call =
          notes()
              .write(
                  ravi,
                  ana,
                  NoteDraft.of(NoteKind.CALL, "")
                      .at(hoursAgo(24 * 10))
                      .outcome(NoteOutcome.ANSWERED));
      mce.advance(Duration.ofMinutes(1));
      assertThat(active("SENT", 14)).isTrue();
      assertThat(active("RECEIVED", 14)).isTrue();
      assertThat(active("SENT", 9)).as("it was ten days ago").isFalse();

      notes()
          .change(
              ravi,
              call.id(),
              NoteDraft.of(NoteKind.CALL, "").outcome(NoteOutcome.NO_ANSWER),
              call.version());
      mce.advance(Duration.ofMinutes(1));
      assertThat(active("SENT", 14)).isTrue();
      assertThat(active("RECEIVED", 14)).as("nobody picked up").isFalse();

      notes().delete(ravi, call.id());
      mce.advance(Duration.ofMinutes(1));
      assertThat(active("SENT", 14)).isFalse();
    }

    private boolean active(String kind, int days) {
      Map<String, Object> activity = Map.of("kind", kind, "atLeast", 1, "days", days);
      return !mce.engine()
          .segments()
          .leads(
              host,
              SegmentDefinition.of(Map.of("version", 1, "activity", activity)),
              LeadQuery.all(),
              PageRequest.first())
          .items()
          .isEmpty();
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(MceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
  }
}
