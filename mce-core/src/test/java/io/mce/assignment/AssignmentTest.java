package io.mce.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.assignment.AssignmentCondition.Field;
import io.mce.assignment.AssignmentNote.How;
import io.mce.assignment.AssignmentPlan.Order;
import io.mce.assignment.AssignmentPlan.Policy;
import io.mce.engine.MceEngine;
import io.mce.ingestion.SourceId;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.lead.Lead;
import io.mce.lead.LeadChange;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.LeadQuery;
import io.mce.lead.LeadStatus;
import io.mce.notification.Notice;
import io.mce.organization.BusinessHours;
import io.mce.organization.Member;
import io.mce.organization.MemberId;
import io.mce.organization.OrganizationChange;
import io.mce.organization.Role;
import io.mce.project.Project;
import io.mce.project.ProjectDraft;
import io.mce.testing.MceExtension;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class AssignmentTest {

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

    @Test
    void two_engines_that_deal_at_once_neither_exceed_capacity_nor_give_a_lead_twice()
        throws Exception {
      capacity(ana, 7);
      capacity(bo, 9);
      capacity(cy, 4);
      MceEngine second = mce.newEngine();
      second.start();
      try (second;
          ExecutorService pool = Executors.newFixedThreadPool(4)) {
        CyclicBarrier together = new CyclicBarrier(4);
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
          MceEngine engine = thread % 2 == 0 ? mce.engine() : second;
          int first = 100 + 20 * thread;
          running.add(
              pool.submit(() -> {
                together.await();
                for (int i = 0; i < 10; i++) {
                  taken(engine, LeadDraft.of("Lead", "+5511912345" + (first + i)));
                }
                return first;
              }));
        }
        for (Future<?> each : running) {
          each.get();
        }
      }
      assertThat(openLeads()).isEqualTo(Map.of(ana, 7, bo, 9, cy, 4));
      assertThat(mce.engine().assignments().waiting(actor)).isEqualTo(20);

      capacity(ana, 12);
      capacity(bo, 12);
      MceEngine third = mce.newEngine();
      third.start();
      try (third;
          ExecutorService pool = Executors.newFixedThreadPool(2)) {
        Future<?> one = pool.submit(() -> mce.engine().runDue());
        Future<?> other = pool.submit(third::runDue);
        one.get();
        other.get();
      }
      assertThat(openLeads()).isEqualTo(Map.of(ana, 12, bo, 12, cy, 4));
      assertThat(mce.engine().assignments().waiting(actor)).isEqualTo(12);
      List<String> given = assignedLeads();
      assertThat(new HashSet<>(given)).as("each once").hasSize(given.size());
    }
  }

  /** The host's own policy: always the first who can take a lead. */
  @Nested
  final class OfTheHost {

    @RegisterExtension
    final MceExtension mce =
        MceExtension.sqlite()
            .with(builder ->
                builder.assignmentPolicy((organization, leads, members, last) ->
                    leads.stream().map(lead -> members.getFirst()).toList()));

    @Test
    void it_chooses_among_those_whom_rules_availability_and_room_leave() {
      Actor actor = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "t");
      MemberId ana = mce.engine().members().add(actor, "ana", "Ana", Role.REP).id();
      MemberId bo = mce.engine().members().add(actor, "bo", "Bo", Role.REP).id();
      mce.engine().availabilities().change(actor, ana, AvailabilityChange.none().capacity(2), 0);
      List<Optional<MemberId>> owners = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        LeadId id =
            mce.engine()
                .intake()
                .take(actor, LeadDraft.of("L", "+551191234500" + i), SourceId.of("web"))
                .leadId()
                .orElseThrow();
        owners.add(mce.engine().leads().get(actor, id).owner());
      }
      assertThat(owners)
          .containsExactly(Optional.of(ana), Optional.of(ana), Optional.of(bo), Optional.of(bo));
    }
  }

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;

    Actor actor;
    MemberId ana;
    MemberId bo;
    MemberId cy;
    private int phones = 1000;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void organizationOfThree() {
      actor = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "test");
      ana = member("Ana");
      bo = member("Bo");
      cy = member("Cy");
    }

    MemberId member(String name) {
      return mce.engine().members().add(actor, name.toLowerCase(), name, Role.REP).id();
    }

    private Actor as(MemberId id) {
      Member member = mce.engine().members().get(actor, id);
      return mce.engine().members().actor(member);
    }

    private Availabilities availabilities() {
      return mce.engine().availabilities();
    }

    void change(MemberId id, AvailabilityChange change) {
      availabilities().change(actor, id, change, availabilities().get(actor, id).version());
    }

    void capacity(MemberId id, int most) {
      change(id, AvailabilityChange.none().capacity(most));
    }

    private void plan(Policy policy, Optional<MemberId> fallback, AssignmentRule... rules) {
      AssignmentPlans plans = mce.engine().assignmentPlans();
      plans.change(
          actor,
          new AssignmentPlan(policy, Order.OLDEST_FIRST, fallback, List.of(rules)),
          plans.get(actor).version());
    }

    private static AssignmentRule rule(String name, Field field, String value, MemberId... to) {
      return new AssignmentRule(
          name,
          List.of(new AssignmentCondition(field, Optional.empty(), List.of(value))),
          List.of(to));
    }

    LeadId taken(MceEngine engine, LeadDraft draft) {
      return engine.intake().take(actor, draft, SourceId.of("website")).leadId().orElseThrow();
    }

    private LeadId taken(LeadDraft draft) {
      return taken(mce.engine(), draft);
    }

    private LeadDraft draft() {
      return LeadDraft.of("Lead", "+551191234" + phones++);
    }

    private LeadId taken() {
      return taken(draft());
    }

    private List<LeadId> taken(int count) {
      List<LeadId> ids = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        ids.add(taken());
      }
      return ids;
    }

    private Optional<MemberId> owner(LeadId id) {
      return mce.engine().leads().get(actor, id).owner();
    }

    private List<Optional<MemberId>> owners(List<LeadId> ids) {
      return ids.stream().map(this::owner).toList();
    }

    Map<MemberId, Integer> openLeads() {
      return mce.engine().assignments().openLeads(actor);
    }

    List<String> assignedLeads() {
      return mce.engine().events().since(actor, 0, 10_000).events().stream()
          .filter(event -> event.is(io.mce.lead.LeadAssigned.class))
          .map(event -> event.subject().id())
          .toList();
    }

    private AssignmentNote why(LeadId id) {
      return mce.engine().assignments().explain(actor, id);
    }

    private List<String> notices(Actor reader) {
      return mce.engine().notices().list(reader, PageRequest.first()).items().stream()
          .map(Notice::text)
          .toList();
    }

    private void assertRefused(ErrorCode code, Runnable command) {
      assertThatThrownBy(command::run)
          .isInstanceOfSatisfying(MceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void leads_go_in_turn_and_who_is_away_gets_none() {
      assertThat(owners(taken(4)))
          .containsExactly(Optional.of(ana), Optional.of(bo), Optional.of(cy), Optional.of(ana));
      availabilities().change(as(bo), bo, AvailabilityChange.none().goAway(), 0);
      assertThat(owners(taken(4)))
          .containsExactly(Optional.of(cy), Optional.of(ana), Optional.of(cy), Optional.of(ana));
      change(bo, AvailabilityChange.none().comeBack());
      assertThat(owner(taken())).contains(bo);
    }

    @Test
    void what_nobody_could_take_is_given_oldest_first_when_somebody_comes_back() {
      List.of(ana, bo, cy).forEach(each -> change(each, AvailabilityChange.none().goAway()));
      List<LeadId> waiting = taken(3);
      mce.runDue();
      assertThat(owners(waiting)).containsOnly(Optional.empty());
      assertThat(why(waiting.get(0)).how()).isEqualTo(How.WAITING);
      assertThat(notices(actor)).hasSize(1).first().asString().contains("Nobody can take leads");

      capacity(cy, 2);
      change(cy, AvailabilityChange.none().comeBack());
      mce.runDue();
      assertThat(owners(waiting))
          .containsExactly(Optional.of(cy), Optional.of(cy), Optional.empty());
      mce.engine().leads().changeStatus(actor, waiting.get(0), LeadStatus.LOST);
      mce.runDue();
      assertThat(owner(waiting.get(2))).as("there is room again").contains(cy);
      assertThat(openLeads()).containsEntry(cy, 2);
    }

    @Test
    void the_most_promising_go_first_where_the_plan_says_so() {
      mce.engine()
          .assignmentPlans()
          .change(
              actor,
              new AssignmentPlan(
                  Policy.ROUND_ROBIN, Order.HIGHEST_SCORE_FIRST, Optional.empty(), List.of()),
              0);
      List.of(ana, bo, cy).forEach(each -> change(each, AvailabilityChange.none().goAway()));
      List<LeadId> waiting = taken(3);
      mce.engine().scoring().adjust(actor, waiting.get(2), 30, "Asked for a visit");
      capacity(ana, 1);
      change(ana, AvailabilityChange.none().comeBack());
      mce.runDue();
      assertThat(owners(waiting))
          .containsExactly(Optional.empty(), Optional.empty(), Optional.of(ana));
    }

    @Test
    void leads_wait_for_the_hours_of_work_of_members_and_of_the_organization() {
      // It is a Monday, at nine.
      hours("10:00", "18:00");
      change(cy, AvailabilityChange.none().hours(monday("11:00", "12:00")));
      LeadId early = taken();
      mce.runDue();
      assertThat(owner(early)).isEmpty();
      assertThat(notices(actor)).as("they will come by themselves").isEmpty();

      mce.advance(Duration.ofMinutes(59));
      assertThat(owner(early)).isEmpty();
      mce.advance(Duration.ofMinutes(1));
      assertThat(owner(early)).contains(ana);
      assertThat(owners(taken(2))).containsExactly(Optional.of(bo), Optional.of(ana));
      mce.advance(Duration.ofHours(1));
      assertThat(owners(taken(2))).containsExactly(Optional.of(bo), Optional.of(cy));
    }

    private void hours(String from, String to) {
      mce.engine()
          .organizations()
          .update(
              actor,
              OrganizationChange.none()
                  .withTimeZone(java.time.ZoneId.of("UTC"))
                  .withBusinessHours(monday(from, to)),
              mce.engine().organizations().get(actor).version());
    }

    private static BusinessHours monday(String from, String to) {
      return new BusinessHours(Map.of(DayOfWeek.MONDAY, List.of(BusinessHours.Span.of(from, to))));
    }

    @Test
    void who_is_away_until_a_time_is_back_then() {
      List.of(bo, cy).forEach(each -> change(each, AvailabilityChange.none().goAway()));
      change(
          ana,
          AvailabilityChange.none().goAwayUntil(mce.clock().instant().plus(Duration.ofHours(2))));
      LeadId lead = taken();
      mce.advance(Duration.ofMinutes(119));
      assertThat(owner(lead)).isEmpty();
      mce.advance(Duration.ofMinutes(2));
      assertThat(owner(lead)).contains(ana);
    }

    @Test
    void a_backup_gets_the_leads_of_one_who_is_away_and_that_is_said() {
      change(ana, AvailabilityChange.none().goAway().backup(Optional.of(cy)));
      List<LeadId> ids = taken(3);
      assertThat(owners(ids)).containsExactly(Optional.of(cy), Optional.of(bo), Optional.of(cy));
      assertThat(why(ids.get(0)).insteadOf()).contains(ana);
      assertThat(why(ids.get(2)).insteadOf()).isEmpty();
      assertRefused(
          ErrorCode.INVALID, () -> change(cy, AvailabilityChange.none().backup(Optional.of(ana))));
    }

    @Test
    void the_least_loaded_gets_the_next() {
      plan(Policy.LEAST_LOADED, Optional.empty());
      List<LeadId> first = taken(6);
      mce.engine().leads().changeStatus(actor, first.get(1), LeadStatus.CONVERTED);
      mce.engine().leads().changeStatus(actor, first.get(4), LeadStatus.LOST);
      assertThat(owners(taken(2))).containsOnly(Optional.of(bo));
    }

    @Test
    void nobody_gets_leads_where_they_are_given_by_hand_but_by_rules() {
      plan(Policy.MANUAL, Optional.empty(), rule("Fair", Field.SOURCE, "fair", bo));
      LeadId lead = taken();
      LeadId ofFair = taken(draft().source("Fair"));
      change(ana, AvailabilityChange.none().goAway());
      change(ana, AvailabilityChange.none().comeBack());
      mce.runDue();
      assertThat(owner(lead)).isEmpty();
      assertThat(owner(ofFair)).contains(bo);
      assertThat(why(ofFair).rule()).contains("Fair");
    }

    @Test
    void rules_say_for_whom_leads_are_and_the_first_that_fits_counts() {
      Project palm = mce.engine().projects().create(actor, ProjectDraft.of("PALM", "Palm Grove"));
      plan(
          Policy.ROUND_ROBIN,
          Optional.empty(),
          rule("Hindi", Field.LANGUAGE, "hi", ana),
          rule("Portugal", Field.COUNTRY, "PT", bo),
          rule("Goa", Field.CITY, "goa", cy),
          rule("Palm Grove", Field.PROJECT, palm.id().toString(), cy),
          rule("Fair", Field.SOURCE, "fair", bo, cy));

      assertThat(owner(taken(draft().metadata(Map.of("language", "hi-IN"))))).contains(ana);
      assertThat(owner(taken(LeadDraft.of("P", "+351912345678")))).contains(bo);
      assertThat(owner(taken(draft().metadata(Map.of("City", "Goa"))))).contains(cy);
      assertThat(owner(taken(draft().source("unknown").project("palm")))).contains(cy);
      assertThat(owner(taken(draft().source("fair")))).contains(bo);
      assertThat(owner(taken(draft().source("FAIR")))).contains(cy);
      assertThat(notices(actor)).isEmpty();
      assertThat(owner(taken(draft().metadata(Map.of("language", "hi", "city", "Goa")))))
          .contains(ana);
      assertThat(notices(actor)).hasSize(1).first().asString().contains("\"Hindi\" and \"Goa\"");
    }

    @Test
    void a_lead_whose_members_are_away_goes_to_the_fallback_and_administrators_are_told() {
      plan(Policy.ROUND_ROBIN, Optional.of(cy), rule("Hindi", Field.LANGUAGE, "hi", ana));
      change(ana, AvailabilityChange.none().goAway());
      LeadId lead = taken(draft().metadata(Map.of("language", "hi")));
      assertThat(owner(lead)).contains(cy);
      assertThat(why(lead).how()).isEqualTo(How.FALLBACK);
      assertThat(notices(actor)).hasSize(1).first().asString().contains("\"Hindi\"", "fallback");
      change(cy, AvailabilityChange.none().goAway());
      assertThat(owner(taken(draft().metadata(Map.of("language", "hi"))))).isEmpty();
    }

    @Test
    void what_people_decide_by_hand_stays() {
      LeadId toBo = taken();
      LeadId toNobody = taken();
      mce.engine().assignments().assignTo(as(ana), toBo, Optional.of(bo));
      Lead lead = mce.engine().leads().get(actor, toNobody);
      mce.engine()
          .leads()
          .update(as(ana), toNobody, LeadChange.none().owner(Optional.empty()), lead.version());
      mce.runDue();
      assertThat(why(toBo))
          .extracting(AssignmentNote::how, AssignmentNote::by)
          .containsExactly(How.HAND, ana.toString());
      assertThat(why(toNobody).how()).isEqualTo(How.HAND);

      change(bo, AvailabilityChange.none().goAway());
      change(cy, AvailabilityChange.none().goAway());
      change(cy, AvailabilityChange.none().comeBack());
      mce.runDue();
      Actor engine = Actor.engine(actor.organizationId(), "rebalance");
      mce.engine().assignments().assignAll(engine, Set.of(toBo, toNobody));
      assertThat(owner(toBo)).contains(bo);
      assertThat(owner(toNobody)).isEmpty();
      mce.engine().assignments().assign(actor, toNobody);
      assertThat(owner(toNobody)).as("unless a person wants it").isPresent();
    }

    @Test
    void a_member_is_told_of_a_lead_and_nobody_else() {
      taken(LeadDraft.of("Zoe", "+5511912349999"));
      mce.runDue();
      assertThat(notices(as(ana))).containsExactly("Zoe is your lead now.");
      assertThat(mce.engine().notices().unread(as(ana))).isEqualTo(1);
      assertThat(notices(as(bo))).isEmpty();
      assertThat(mce.engine().notices().unread(as(bo))).isZero();
      Notice notice = mce.engine().notices().list(as(ana), PageRequest.first()).items().getFirst();
      assertRefused(
          ErrorCode.NOT_FOUND, () -> mce.engine().notices().markRead(as(bo), notice.id()));
      mce.engine().notices().markRead(as(ana), notice.id());
      assertThat(mce.engine().notices().unread(as(ana))).isZero();

      List<LeadDraft> many = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        many.add(draft());
      }
      mce.engine().intake().takeAll(actor, many, SourceId.of("file"), false);
      mce.runDue();
      assertThat(notices(as(bo)))
          .as("not twenty")
          .containsExactly("You were given several leads at once.");
    }

    @Test
    void a_member_says_when_they_are_there_and_managers_say_the_rest() {
      assertRefused(
          ErrorCode.FORBIDDEN,
          () -> availabilities().change(as(ana), bo, AvailabilityChange.none().goAway(), 0));
      assertRefused(
          ErrorCode.FORBIDDEN,
          () -> availabilities().change(as(ana), ana, AvailabilityChange.none().capacity(3), 0));
      availabilities().change(as(ana), ana, AvailabilityChange.none().goAway(), 0);
      assertRefused(
          ErrorCode.STALE_VERSION,
          () -> availabilities().change(actor, ana, AvailabilityChange.none().comeBack(), 0));
      assertRefused(ErrorCode.INVALID, () -> capacity(ana, 2001));
      assertRefused(
          ErrorCode.INVALID,
          () -> change(ana, AvailabilityChange.none().goAwayUntil(mce.clock().instant())));
      assertThat(mce.engine().assignments().there(actor)).containsExactlyInAnyOrder(bo, cy);
    }

    @Test
    void members_of_another_organization_get_nothing() {
      Actor other = Actor.system(mce.engine().organizations().ensure("b", "B").id(), "test");
      MemberId theirs = mce.engine().members().add(other, "eve", "Eve", Role.REP).id();
      assertRefused(
          ErrorCode.INVALID,
          () -> plan(Policy.ROUND_ROBIN, Optional.empty(), rule("R", Field.CITY, "Goa", theirs)));
      assertRefused(ErrorCode.INVALID, () -> plan(Policy.ROUND_ROBIN, Optional.of(theirs)));
      assertRefused(
          ErrorCode.INVALID,
          () -> change(ana, AvailabilityChange.none().backup(Optional.of(theirs))));
      assertRefused(ErrorCode.NOT_FOUND, () -> change(theirs, AvailabilityChange.none().goAway()));
      LeadId lead = taken();
      assertRefused(
          ErrorCode.INVALID,
          () -> mce.engine().assignments().assignTo(actor, lead, Optional.of(theirs)));
    }

    @Test
    void whatever_happens_turns_are_fair_room_is_kept_and_who_is_away_gets_nothing() {
      long seed = Long.getLong("mce.seed", System.nanoTime());
      System.out.println("AssignmentTest: repeat with -Dmce.seed=" + seed);
      Random random = new Random(seed);
      Map<MemberId, Integer> most = new HashMap<>();
      for (int round = 0; round < 12; round++) {
        boolean inTurn = random.nextBoolean();
        plan(inTurn ? Policy.ROUND_ROBIN : Policy.LEAST_LOADED, Optional.empty());
        Set<MemberId> away = new HashSet<>();
        for (MemberId member : List.of(ana, bo, cy)) {
          boolean isAway = random.nextInt(3) == 0;
          int capacity = random.nextInt(4) == 0 ? 1 + random.nextInt(30) : 0;
          most.put(member, capacity == 0 ? Integer.MAX_VALUE : capacity);
          change(
              member,
              isAway
                  ? AvailabilityChange.none().goAway().capacity(capacity)
                  : AvailabilityChange.none().comeBack().capacity(capacity));
          if (isAway) {
            away.add(member);
          }
        }
        mce.runDue();
        Map<MemberId, Integer> before = openLeads();
        List<LeadDraft> drafts = new ArrayList<>();
        int count = 1 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
          drafts.add(draft());
        }
        mce.engine().intake().takeAll(actor, drafts, SourceId.of("file"), false);
        Map<MemberId, Integer> after = openLeads();
        String what = "seed %d, round %d".formatted(seed, round);
        int fewest = Integer.MAX_VALUE;
        int mostGiven = 0;
        for (MemberId member : List.of(ana, bo, cy)) {
          int given = after.get(member) - before.get(member);
          if (away.contains(member)) {
            assertThat(given).as(what).isZero();
            continue;
          }
          int room = most.get(member);
          assertThat(given == 0 || after.get(member) <= room).as(what).isTrue();
          if (room == Integer.MAX_VALUE) {
            fewest = Math.min(fewest, given);
            mostGiven = Math.max(mostGiven, given);
          }
        }
        if (inTurn && fewest != Integer.MAX_VALUE) {
          assertThat(mostGiven - fewest).as(what).isLessThanOrEqualTo(1);
        }
      }
      assertThat(mce.engine().leads().list(actor, LeadQuery.all(), PageRequest.first()).items())
          .isNotEmpty();
    }
  }
}
