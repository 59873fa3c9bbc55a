package io.mce.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.mce.engine.EngineParts;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.Lead;
import io.mce.lead.LeadChange;
import io.mce.lead.LeadId;
import io.mce.lead.LeadQuery;
import io.mce.lead.LeadStatus;
import io.mce.lead.LeadStatusChanged;
import io.mce.organization.MemberId;
import io.mce.persistence.Database;
import io.mce.privacy.ErasureReason;
import io.mce.project.ProjectDraft;
import io.mce.project.ProjectId;
import io.mce.segment.SegmentDefinition;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class BulkChangesTest {

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

  abstract static class Contract extends BulkFixture {

    private static final BulkAction QUALIFY = new BulkAction.SetStatus(LeadStatus.QUALIFIED);

    Contract(MceExtension mce) {
      super(mce);
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(MceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void each_lead_is_changed_as_by_hand_and_counted() {
      List<LeadId> ids = captured(5);
      service().changeStatus(actor, ids.get(4), LeadStatus.QUALIFIED);

      BulkChange done = changed(ids, QUALIFY);

      assertThat(done.status()).isEqualTo(BulkStatus.COMPLETED);
      assertThat(done.counts()).isEqualTo(new BulkCounts(5, 4, 1, 0));
      assertThat(done.startedBy().id()).isEqualTo("bulk-test");
      assertThat(done.finishedAt()).isPresent();
      assertThat(leads()).extracting(Lead::status).containsOnly(LeadStatus.QUALIFIED);
      assertThat(mce.engine().events().since(actor, 0, 1_000).events())
          .filteredOn(event -> event.is(LeadStatusChanged.class))
          .hasSize(5)
          .last()
          .satisfies(event -> {
            assertThat(event.cause()).contains("bulk:" + done.id());
            assertThat(event.actorId()).isEqualTo("bulk-test");
          });
      assertThat(bulk().list(actor, PageRequest.first()).items())
          .extracting(BulkChange::id)
          .containsExactly(done.id());
    }

    @Test
    void every_action_does_what_it_says_and_can_be_undone() {
      List<LeadId> ids = captured(3);
      MemberId ana = member("ana");
      MemberId bob = member("bob");
      mce.advance(Duration.ofMinutes(1)); // What waited has an owner, and nobody is given more.
      edit(
          ids.get(0),
          LeadChange.none()
              .company("Sol")
              .tags(Set.of("old", "vip"))
              .metadata(Map.of("city", "Pune", "floor", "3")));
      service().changeOwner(actor, ids.get(1), Optional.of(bob));
      ProjectId palm =
          mce.engine().projects().create(actor, ProjectDraft.of("PALM", "Palm Grove")).id();
      var before = table();

      for (BulkAction action :
          List.of(
              new BulkAction.SetStatus(LeadStatus.NOT_INTERESTED),
              new BulkAction.SetOwner(Optional.of(ana)),
              new BulkAction.SetOwner(Optional.empty()),
              new BulkAction.DealOut(),
              tags(Set.of("vip", "spring"), Set.of("old")),
              new BulkAction.SetCompany(Optional.of("Lua")),
              new BulkAction.SetCompany(Optional.empty()),
              new BulkAction.SetMetadata("city", Optional.of("Goa")),
              new BulkAction.SetMetadata("city", Optional.empty()),
              new BulkAction.SetProject(Optional.of(palm)),
              new BulkAction.Delete())) {
        BulkChange done = changed(ids, action);
        assertThat(done.status()).as(action.toString()).isEqualTo(BulkStatus.COMPLETED);
        assertThat(done.counts().failed()).as(action.toString()).isZero();
        switch (action) {
          case BulkAction.SetStatus set ->
              assertThat(leads()).extracting(Lead::status).containsOnly(LeadStatus.NOT_INTERESTED);
          case BulkAction.SetOwner set ->
              assertThat(leads()).extracting(Lead::owner).containsOnly(set.owner());
          case BulkAction.DealOut deal ->
              assertThat(leads())
                  .extracting(Lead::owner)
                  .containsOnly(Optional.of(ana), Optional.of(bob));
          case BulkAction.ChangeTags tags ->
              assertThat(leads()).extracting(Lead::tags).containsOnly(Set.of("vip", "spring"));
          case BulkAction.SetCompany set ->
              assertThat(leads()).extracting(Lead::company).containsOnly(set.company());
          case BulkAction.SetMetadata set ->
              assertThat(leads())
                  .extracting(lead -> Optional.ofNullable(lead.metadata().get("city")))
                  .containsOnly(set.value());
          case BulkAction.SetProject set ->
              assertThat(leads()).extracting(Lead::project).containsOnly(set.project());
          case BulkAction.Delete delete -> assertThat(leads()).isEmpty();
          case BulkAction.TakeBack undo -> throw new AssertionError("not one of them");
        }

        BulkChange undo = undone(done);

        assertThat(undo.counts().done()).as(action.toString()).isEqualTo(done.counts().done());
        assertThat(undo.counts().failed()).as(action.toString()).isZero();
        assertThat(table()).as(action.toString()).isEqualTo(before);
        assertThat(bulk().get(actor, done.id()).undoneBy()).contains(undo.id());
      }
    }

    @Test
    void all_that_match_are_those_that_matched_when_it_started() {
      List<LeadId> ids = captured(450);
      edit(ids.get(7), LeadChange.none().tags(Set.of("vip")));
      BulkChange tagged = changed(LeadQuery.all().tag("vip"), QUALIFY);
      assertThat(tagged.counts()).isEqualTo(new BulkCounts(1, 1, 0, 0));

      BulkChange rest =
          bulk()
              .start(
                  actor,
                  new BulkTarget.Matching(LeadQuery.all().status(LeadStatus.NEW)),
                  new BulkAction.SetStatus(LeadStatus.NOT_INTERESTED));
      mce.runDue();
      List<LeadId> later = captured(1);
      mce.runDue();

      assertThat(bulk().get(actor, rest.id()).counts()).isEqualTo(new BulkCounts(449, 449, 0, 0));
      assertThat(lead(ids.get(7)).status()).isEqualTo(LeadStatus.QUALIFIED);
      assertThat(lead(later.getFirst()).status()).isEqualTo(LeadStatus.NEW);
    }

    @Test
    void all_of_a_segment_are_those_who_fit_when_it_starts() {
      List<LeadId> ids = captured(450);
      edit(ids.get(7), LeadChange.none().tags(Set.of("vip")));
      edit(ids.get(9), LeadChange.none().tags(Set.of("vip")));
      SegmentDefinition vips = where("tags", Map.of("any", List.of("vip")));
      BulkChange tagged =
          bulk()
              .start(
                  actor,
                  new BulkTarget.Matching(LeadQuery.all()).where(vips).except(Set.of(ids.get(9))),
                  QUALIFY);
      mce.runDue();
      assertThat(bulk().get(actor, tagged.id()).counts()).isEqualTo(new BulkCounts(1, 1, 0, 0));

      // Days are counted back from the start, however long collecting takes.
      SegmentDefinition today = where("created", Map.of("lastDays", 1));
      BulkChange recent =
          bulk().start(actor, new BulkTarget.Matching(LeadQuery.all()).where(today), QUALIFY);
      mce.clock().set(mce.clock().instant().plus(Duration.ofDays(3)));
      mce.runDue();
      assertThat(bulk().get(actor, recent.id()).counts()).isEqualTo(new BulkCounts(450, 449, 1, 0));
    }

    private static SegmentDefinition where(String kind, Map<String, Object> parts) {
      return SegmentDefinition.of(Map.of("version", 1, kind, parts));
    }

    @Test
    void those_that_are_left_out_stay_as_they_are() {
      List<LeadId> ids = captured(3);
      BulkChange started =
          bulk()
              .start(
                  actor,
                  new BulkTarget.Matching(LeadQuery.all()).except(Set.of(ids.get(1))),
                  QUALIFY);
      mce.runDue();
      assertThat(bulk().get(actor, started.id()).counts()).isEqualTo(new BulkCounts(2, 2, 0, 0));
      assertThat(lead(ids.get(1)).status()).isEqualTo(LeadStatus.NEW);
    }

    @Test
    void leads_that_cannot_be_changed_are_listed_and_do_not_keep_the_others() {
      List<LeadId> ids = captured(4);
      BulkChange started = bulk().start(actor, new BulkTarget.Chosen(ids), QUALIFY);
      service().delete(actor, ids.get(0));
      edit(ids.get(1), LeadChange.none().status(LeadStatus.NOT_INTERESTED));
      mce.runDue();

      BulkChange done = bulk().get(actor, started.id());
      assertThat(done.status()).isEqualTo(BulkStatus.COMPLETED);
      assertThat(done.counts()).isEqualTo(new BulkCounts(4, 2, 0, 2));
      assertThat(failures(done))
          .extracting(BulkFailure::leadId, BulkFailure::name, BulkFailure::problem)
          .containsExactly(
              tuple(ids.get(0), "", BulkProblem.GONE),
              tuple(ids.get(1), "Lead 1", BulkProblem.CHANGED));
      assertThat(lead(ids.get(1)).status()).isEqualTo(LeadStatus.NOT_INTERESTED);
    }

    @Test
    void one_lead_that_has_no_room_for_a_tag_keeps_the_reason() {
      List<LeadId> ids = captured(2);
      Set<String> many =
          java.util.stream.IntStream.range(0, 50)
              .mapToObj(i -> "t" + i)
              .collect(java.util.stream.Collectors.toSet());
      edit(ids.get(0), LeadChange.none().tags(many));

      BulkChange done = changed(ids, tags(Set.of("spring"), Set.of()));

      assertThat(done.counts()).isEqualTo(new BulkCounts(2, 1, 0, 1));
      assertThat(failures(done))
          .singleElement()
          .satisfies(failure -> {
            assertThat(failure.problem()).isEqualTo(BulkProblem.REFUSED);
            assertThat(failure.detail()).contains("more than 50");
          });
    }

    @Test
    void what_people_did_since_wins_and_is_listed() {
      List<LeadId> ids = captured(4);
      BulkChange done = changed(ids, QUALIFY);
      edit(ids.get(0), LeadChange.none().status(LeadStatus.NOT_INTERESTED));
      edit(ids.get(1), LeadChange.none().company("Sol"));
      service().delete(actor, ids.get(2));

      BulkChange undo = undone(done);

      assertThat(undo.counts()).isEqualTo(new BulkCounts(4, 2, 0, 2));
      assertThat(lead(ids.get(0)).status()).isEqualTo(LeadStatus.NOT_INTERESTED);
      assertThat(lead(ids.get(1)).status()).isEqualTo(LeadStatus.NEW);
      assertThat(lead(ids.get(1)).company()).contains("Sol");
      assertThat(failures(undo))
          .extracting(BulkFailure::leadId, BulkFailure::problem, BulkFailure::detail)
          .containsExactly(
              tuple(ids.get(0), BulkProblem.KEPT, "status"),
              tuple(ids.get(2), BulkProblem.GONE, ""));
    }

    @Test
    void a_lead_that_was_brought_back_and_deleted_again_stays_deleted() {
      List<LeadId> ids = captured(3);
      BulkChange done = changed(ids, new BulkAction.Delete());
      mce.engine().leadArchive().restore(actor, ids.get(0));
      mce.engine().leadArchive().restore(actor, ids.get(1));
      service().delete(actor, ids.get(1));

      BulkChange undo = undone(done);

      assertThat(undo.counts()).isEqualTo(new BulkCounts(3, 1, 1, 1));
      assertThat(failures(undo))
          .extracting(BulkFailure::leadId, BulkFailure::detail)
          .containsExactly(tuple(ids.get(1), "lead"));
      assertThat(leads()).extracting(Lead::id).containsExactly(ids.get(0), ids.get(2));
    }

    @Test
    void a_crash_in_the_middle_neither_leaves_one_out_nor_changes_one_twice() {
      List<LeadId> ids = captured(900);
      BulkChange started =
          bulk()
              .start(
                  actor,
                  new BulkTarget.Matching(LeadQuery.all()),
                  new BulkAction.SetStatus(LeadStatus.CONTACTED));
      breakAt = 400;
      assertThatThrownBy(mce::runDue).isInstanceOf(AssertionError.class);
      assertThat(bulk().get(actor, started.id()).counts())
          .isEqualTo(new BulkCounts(900, 400, 0, 0));

      mce.restart();
      mce.advance(Duration.ofMinutes(1));

      BulkChange done = bulk().get(actor, started.id());
      assertThat(done.status()).isEqualTo(BulkStatus.COMPLETED);
      assertThat(done.counts()).isEqualTo(new BulkCounts(900, 900, 0, 0));
      assertThat(statusChanges()).hasSize(900).doesNotHaveDuplicates().containsAll(ids);

      bulk().undo(actor, done.id());
      breakAt = 600;
      assertThatThrownBy(mce::runDue).isInstanceOf(AssertionError.class);
      mce.restart();
      mce.advance(Duration.ofMinutes(1));

      assertThat(leads()).extracting(Lead::status).containsOnly(LeadStatus.NEW);
      assertThat(statusChanges()).hasSize(1_800);
    }

    private List<LeadId> statusChanges() {
      return mce.engine().events().since(actor, 0, 10_000).events().stream()
          .filter(event -> event.is(LeadStatusChanged.class))
          .map(event -> event.as(LeadStatusChanged.class).leadId())
          .toList();
    }

    @Test
    void a_cancelled_change_stops_and_can_be_undone() {
      captured(500);
      BulkChange started = bulk().start(actor, new BulkTarget.Matching(LeadQuery.all()), QUALIFY);
      breakAt = 200;
      assertThatThrownBy(mce::runDue).isInstanceOf(AssertionError.class);
      assertRefused(ErrorCode.WRONG_STATE, () -> bulk().undo(actor, started.id()));

      assertThat(bulk().cancel(actor, started.id()).status()).isEqualTo(BulkStatus.CANCELLED);
      mce.advance(Duration.ofMinutes(1));

      BulkChange cancelled = bulk().get(actor, started.id());
      assertThat(cancelled.counts()).isEqualTo(new BulkCounts(500, 200, 0, 0));
      assertRefused(ErrorCode.WRONG_STATE, () -> bulk().cancel(actor, started.id()));
      assertThat(undone(cancelled).counts()).isEqualTo(new BulkCounts(200, 200, 0, 0));
      assertThat(leads()).extracting(Lead::status).containsOnly(LeadStatus.NEW);
    }

    @Test
    void an_undo_that_was_cancelled_can_be_started_again_and_one_that_ended_cannot() {
      captured(300);
      BulkChange done = changed(LeadQuery.all(), QUALIFY);
      BulkChange first = bulk().undo(actor, done.id());
      assertRefused(ErrorCode.WRONG_STATE, () -> bulk().undo(actor, done.id()));
      breakAt = 200;
      assertThatThrownBy(mce::runDue).isInstanceOf(AssertionError.class);
      bulk().cancel(actor, first.id());

      BulkChange second = bulk().undo(actor, done.id());
      mce.advance(Duration.ofMinutes(1));

      assertThat(bulk().get(actor, second.id()).counts())
          .isEqualTo(new BulkCounts(300, 100, 200, 0));
      assertThat(leads()).extracting(Lead::status).containsOnly(LeadStatus.NEW);
      assertRefused(ErrorCode.WRONG_STATE, () -> bulk().undo(actor, done.id()));
      assertRefused(ErrorCode.WRONG_STATE, () -> bulk().undo(actor, second.id()));
    }

    @Test
    void a_change_can_be_undone_for_thirty_days() {
      BulkChange done = changed(captured(1), QUALIFY);
      BulkChange nothing = changed(LeadQuery.all(), QUALIFY);
      assertThat(nothing.counts()).isEqualTo(new BulkCounts(1, 0, 1, 0));
      assertRefused(ErrorCode.WRONG_STATE, () -> bulk().undo(actor, nothing.id()));

      mce.advance(Duration.ofDays(31));

      assertRefused(ErrorCode.WRONG_STATE, () -> bulk().undo(actor, done.id()));
      assertThat(rows("mce_bulk_item")).isEqualTo(2);
      mce.advance(Duration.ofDays(3));
      assertThat(rows("mce_bulk_item")).isZero();
      assertThat(bulk().get(actor, done.id()).counts().done()).isEqualTo(1);
    }

    private long rows(String table) {
      Database database = EngineParts.part(mce.engine(), Database.class);
      return database.read(
          actor.organizationId(),
          transaction ->
              transaction
                  .query(
                      "select position from " + table + " where organization_id = :organizationId")
                  .map((result, context) -> result.getLong(1))
                  .list()
                  .size());
    }

    @Test
    void nothing_of_how_an_erased_lead_was_is_kept() {
      List<LeadId> ids = captured(2);
      edit(ids.get(0), LeadChange.none().company("Very Private Ltd"));
      BulkChange done = changed(ids, new BulkAction.SetCompany(Optional.of("Lua")));
      mce.engine().privacy().erase(actor, ids.get(0).value(), ErasureReason.REQUESTED);

      BulkChange undo = undone(done);

      assertThat(undo.counts()).isEqualTo(new BulkCounts(2, 1, 0, 1));
      assertThat(failures(undo)).extracting(BulkFailure::problem).containsExactly(BulkProblem.GONE);
    }

    @Test
    void who_may_not_change_one_lead_may_not_change_many() {
      List<LeadId> ids = captured(1);
      BulkTarget target = new BulkTarget.Chosen(ids);
      Actor reader = with(Permission.LEAD_READ);
      Actor writer = with(Permission.LEAD_READ, Permission.LEAD_WRITE);
      assertRefused(ErrorCode.FORBIDDEN, () -> bulk().start(reader, target, QUALIFY));
      assertRefused(
          ErrorCode.FORBIDDEN, () -> bulk().start(writer, target, new BulkAction.Delete()));
      BulkChange deleted = changed(ids, new BulkAction.Delete());
      assertRefused(ErrorCode.FORBIDDEN, () -> bulk().undo(writer, deleted.id()));
      Actor deleter = with(Permission.LEAD_READ, Permission.LEAD_WRITE, Permission.LEAD_DELETE);
      assertRefused(ErrorCode.FORBIDDEN, () -> bulk().undo(deleter, deleted.id()));
    }

    private Actor with(Permission first, Permission... more) {
      return Actor.member(actor.organizationId(), "somebody", EnumSet.of(first, more));
    }

    @Test
    void what_cannot_be_done_to_any_lead_is_refused_at_once() {
      List<LeadId> ids = captured(1);
      BulkTarget target = new BulkTarget.Chosen(ids);
      for (BulkAction action :
          List.of(
              new BulkAction.SetOwner(Optional.of(new MemberId(ids.getFirst().value()))),
              tags(Set.of(), Set.of()),
              tags(Set.of(" "), Set.of()),
              tags(Set.of("a"), Set.of("a")),
              new BulkAction.SetCompany(Optional.of("x".repeat(201))),
              new BulkAction.SetMetadata(" ", Optional.of("x")),
              new BulkAction.SetMetadata("k", Optional.of("x".repeat(2_001))))) {
        assertRefused(ErrorCode.INVALID, () -> bulk().start(actor, target, action));
      }
      assertRefused(ErrorCode.INVALID, () -> new BulkTarget.Chosen(List.of()));
      LeadId unknown = new LeadId(java.util.UUID.randomUUID());
      assertRefused(
          ErrorCode.NOT_FOUND,
          () ->
              bulk()
                  .start(actor, new BulkTarget.Chosen(List.of(ids.getFirst(), unknown)), QUALIFY));
      assertThat(bulk().list(actor, PageRequest.first()).items()).isEmpty();
    }
  }
}
