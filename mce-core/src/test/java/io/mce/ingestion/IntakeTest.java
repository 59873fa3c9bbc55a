package io.mce.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.engine.EngineParts;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.lead.DraftProblem;
import io.mce.lead.Lead;
import io.mce.lead.LeadCaptured;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.LeadQuery;
import io.mce.organization.Member;
import io.mce.organization.MemberId;
import io.mce.organization.Role;
import io.mce.persistence.Database;
import io.mce.provider.ProviderAccountDraft;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import io.mce.workflow.Action;
import io.mce.workflow.Trigger;
import io.mce.workflow.TriggerType;
import io.mce.workflow.WorkflowDraft;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class IntakeTest {

  private static final SourceId WEBSITE = SourceId.of("website");
  private static final int THREADS = 8;
  private static final int PEOPLE = 50;

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
    }

    private Actor newActor(String key) {
      return Actor.system(mce.engine().organizations().ensure(key, key).id(), "intake-test");
    }

    private IntakeResult take(LeadDraft draft) {
      return mce.engine().intake().take(actor, draft, WEBSITE);
    }

    private List<IntakeResult> takeAll(List<LeadDraft> drafts) {
      return mce.engine().intake().takeAll(actor, drafts, WEBSITE, true);
    }

    private static LeadDraft person(int number) {
      return LeadDraft.of("Lead " + number, "+55119%08d".formatted(80_000_000 + number));
    }

    private List<Lead> leads(LeadQuery query) {
      return mce.engine().leads().list(actor, query, PageRequest.first(200)).items();
    }

    private Map<MemberId, Long> leadsByOwner() {
      return leads(LeadQuery.all()).stream()
          .collect(
              Collectors.groupingBy(lead -> lead.owner().orElseThrow(), Collectors.counting()));
    }

    private Member member(String userId, Role role) {
      return mce.engine().members().add(actor, userId, userId, role);
    }

    private void deactivate(Member member) {
      EngineParts.part(mce.engine(), Database.class)
          .runInOrganization(
              actor.organizationId(),
              transaction ->
                  transaction
                      .update(
                          """
                          update mce_member set active = :active
                          where organization_id = :organizationId and id = :id
                          """)
                      .bind("active", false)
                      .bind("id", member.id())
                      .execute());
    }

    @Nested
    class Recognizing {

      @Test
      void every_spelling_of_a_phone_finds_the_same_lead() {
        IntakeResult first = take(LeadDraft.of("Bia", "+55 11 98765-4321"));
        assertThat(first.outcome()).isEqualTo(IntakeOutcome.CREATED);

        for (String spelling :
            List.of("+5511987654321", "(+55) 11 9 8765 4321", "+55 11 8765-4321")) {
          assertThat(take(LeadDraft.of("Bia", spelling)))
              .as(spelling)
              .isEqualTo(
                  new IntakeResult(
                      IntakeOutcome.SKIPPED, first.leadId(), Optional.empty(), List.of()));
        }
      }

      @Test
      void an_email_finds_the_lead_whatever_its_case_and_a_phone_beside_it_is_asked_about() {
        LeadId known = take(LeadDraft.named("Ana").email("ana@example.com")).leadId().orElseThrow();

        assertThat(take(LeadDraft.named("").email(" ANA@Example.com ")).leadId()).contains(known);
        IntakeResult phone = take(LeadDraft.of("", "+5511912345678").email("ana@example.com"));

        assertThat(phone.outcome()).isEqualTo(IntakeOutcome.CREATED);
        assertThat(take(LeadDraft.of("", "+5511912345678")).leadId()).isEqualTo(phone.leadId());
      }

      @Test
      void the_same_person_is_another_lead_in_another_organization() {
        LeadDraft draft = person(1).email("ana@example.com").externalId("77");
        IntakeResult ours = take(draft);

        IntakeResult theirs = mce.engine().intake().take(newActor("other"), draft, WEBSITE);

        assertThat(theirs.outcome()).isEqualTo(IntakeOutcome.CREATED);
        assertThat(theirs.leadId()).isNotEqualTo(ours.leadId());
        assertThatThrownBy(() -> mce.engine().leads().get(actor, theirs.leadId().orElseThrow()))
            .isInstanceOfSatisfying(
                MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThat(leads(LeadQuery.all())).extracting(Lead::id).containsExactly(id(ours));
      }
    }

    @Nested
    class Refusing {

      @Test
      void who_cannot_be_reached_is_refused_with_a_reason() {
        IntakeResult result = take(LeadDraft.named("Ana").company("Sol"));

        assertThat(result.outcome()).isEqualTo(IntakeOutcome.REJECTED);
        assertThat(result.leadId()).isEmpty();
        assertThat(result.problems())
            .singleElement()
            .satisfies(problem -> {
              assertThat(problem.field()).isEqualTo("phone");
              assertThat(problem.code()).startsWith("PHONE_");
              assertThat(problem.reason()).endsWith(".");
              assertThat(problem.hint()).isNotBlank();
            });
        assertThat(leads(LeadQuery.all())).isEmpty();
      }

      @Test
      void one_draft_with_a_problem_is_refused_and_a_batch_uses_what_is_left_of_it() {
        LeadDraft draft = LeadDraft.of("Ana", "12").email("ana@example.com");

        assertThat(take(draft).outcome()).isEqualTo(IntakeOutcome.REJECTED);
        IntakeResult inBatch = takeAll(List.of(draft)).getFirst();

        assertThat(inBatch.outcome()).isEqualTo(IntakeOutcome.CREATED);
        assertThat(inBatch.problems()).extracting(DraftProblem::field).containsExactly("phone");
      }

      @Test
      void a_batch_tells_what_became_of_each_row_in_its_order() {
        take(person(1));

        List<IntakeResult> results =
            takeAll(
                List.of(
                    person(2),
                    LeadDraft.named("Nobody"),
                    person(1),
                    person(2).company("Sol"),
                    person(1).company("Lua"),
                    LeadDraft.of("Bob", "abc")));

        assertThat(results)
            .extracting(IntakeResult::outcome)
            .containsExactly(
                IntakeOutcome.CREATED,
                IntakeOutcome.REJECTED,
                IntakeOutcome.SKIPPED,
                IntakeOutcome.MERGED,
                IntakeOutcome.MERGED,
                IntakeOutcome.REJECTED);
        assertThat(results.get(3).leadId()).isEqualTo(results.get(0).leadId());
        assertThat(results.get(4).leadId()).isEqualTo(results.get(2).leadId());
      }

      @Test
      void more_rows_than_one_transaction_takes_keep_their_order() {
        List<LeadDraft> drafts =
            IntStream.range(0, Intake.BATCH * 2 + 7)
                .mapToObj(i -> i % 3 == 1 ? LeadDraft.named("Nobody") : person(i))
                .toList();

        List<IntakeResult> results = takeAll(drafts);

        assertThat(results).hasSameSizeAs(drafts);
        for (int i = 0; i < results.size(); i++) {
          Optional<String> name =
              results.get(i).leadId().map(id -> mce.engine().leads().get(actor, id).name());
          assertThat(name)
              .as("row %d", i)
              .isEqualTo(i % 3 == 1 ? Optional.empty() : Optional.of("Lead " + i));
        }
      }
    }

    @Nested
    class Greeting {

      @Test
      void automations_are_off_when_asked_off() {
        mce.engine()
            .providerAccounts()
            .create(actor, new ProviderAccountDraft(RecordingChannel.PROVIDER, "Line", Map.of()));
        mce.engine()
            .workflows()
            .create(
                actor,
                WorkflowDraft.of(
                    "Welcome", Trigger.on(TriggerType.LEAD_CREATED), new Action.SendMessage("Hi")));

        mce.engine().intake().takeAll(actor, List.of(person(1)), WEBSITE, false);
        mce.engine().intake().takeAll(actor, List.of(person(2)), WEBSITE, true);
        mce.runDue();

        assertThat(mce.engine().events().since(actor, 0, 1_000).events())
            .filteredOn(event -> event.is(LeadCaptured.class))
            .extracting(event -> event.as(LeadCaptured.class).automations())
            .containsExactly(false, true);
        assertThat(mce.channel().sent())
            .extracting(RecordingChannel.Sent::to)
            .containsExactly(person(2).phone().orElseThrow());
      }
    }

    @Nested
    class Dealing {

      @Test
      void new_leads_are_dealt_out_in_turn_across_calls_and_what_is_known_keeps_its_owner() {
        member("ana", Role.REP);
        member("bob", Role.REP);
        member("cy", Role.MANAGER);

        take(person(1));
        takeAll(List.of(person(2), person(3), person(1).company("Sol"), person(4)));
        take(person(5));

        List<MemberId> owners =
            leads(LeadQuery.all()).reversed().stream()
                .map(lead -> lead.owner().orElseThrow())
                .toList();
        assertThat(owners).hasSize(5);
        assertThat(owners.subList(0, 3)).doesNotHaveDuplicates();
        assertThat(owners.subList(3, 5)).isEqualTo(owners.subList(0, 2));
      }

      @Test
      void who_is_inactive_or_takes_no_leads_gets_nothing() {
        Member rep = member("rep", Role.REP);
        Member gone = member("gone", Role.REP);
        member("viewer", Role.VIEWER);
        member("marketer", Role.MARKETER);
        takeAll(List.of(person(1), person(2)));
        assertThat(leadsByOwner()).containsOnlyKeys(rep.id(), gone.id());

        deactivate(gone);
        takeAll(List.of(person(3), person(4), person(5)));

        assertThat(leadsByOwner()).isEqualTo(Map.of(rep.id(), 4L, gone.id(), 1L));
      }

      @Test
      void without_anyone_to_have_them_leads_have_no_owner() {
        deactivate(member("gone", Role.REP));

        take(person(1));

        assertThat(leads(LeadQuery.all())).singleElement().matches(lead -> lead.owner().isEmpty());
      }
    }

    @Nested
    class AtOnce {

      private final long seed = Long.getLong("mce.seed", System.nanoTime());

      @BeforeEach
      void members() {
        System.out.println("IntakeTest: repeat with -Dmce.seed=" + seed);
        member("ana", Role.REP);
        member("bob", Role.REP);
        member("cy", Role.REP);
      }

      @Test
      void the_same_people_from_eight_threads_are_one_lead_each_and_no_tag_is_lost()
          throws Exception {
        Map<IntakeOutcome, Long> outcomes = new HashMap<>();
        for (List<IntakeResult> results : inThreads(thread -> takenOneByOne(thread))) {
          results.forEach(result -> outcomes.merge(result.outcome(), 1L, Long::sum));
        }

        assertThat(outcomes)
            .isEqualTo(
                Map.of(
                    IntakeOutcome.CREATED,
                    (long) PEOPLE,
                    IntakeOutcome.MERGED,
                    (long) PEOPLE * (THREADS - 1)));
        assertOneLeadEachWithAllTags();
      }

      @Test
      void the_same_people_in_eight_batches_are_one_lead_each_and_no_tag_is_lost()
          throws Exception {
        inThreads(thread -> takeAll(shuffled(thread)));

        assertOneLeadEachWithAllTags();
      }

      @Test
      void turns_are_fair_when_eight_threads_bring_other_people() throws Exception {
        inThreads(thread ->
            IntStream.range(0, 25 - thread).mapToObj(i -> take(person(100 * thread + i))).toList());

        assertThat(leads(LeadQuery.all())).hasSize(172);
        assertFair();
      }

      private List<IntakeResult> takenOneByOne(int thread) {
        return shuffled(thread).stream().map(Contract.this::take).toList();
      }

      /** The people in an order of this thread's own, each with the thread's tag. */
      private List<LeadDraft> shuffled(int thread) {
        List<LeadDraft> drafts = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
          drafts.add(person(i).tags(Set.of("thread-" + thread)));
        }
        Collections.shuffle(drafts, new Random(seed + thread));
        return drafts;
      }

      private void assertOneLeadEachWithAllTags() {
        Set<String> tags =
            IntStream.range(0, THREADS).mapToObj(t -> "thread-" + t).collect(Collectors.toSet());
        assertThat(leads(LeadQuery.all()))
            .as("seed %d", seed)
            .hasSize(PEOPLE)
            .allSatisfy(lead -> assertThat(lead.tags()).containsExactlyInAnyOrderElementsOf(tags));
        for (String tag : tags) {
          assertThat(leads(LeadQuery.all().tag(tag))).as("seed %d: %s", seed, tag).hasSize(PEOPLE);
        }
        assertFair();
      }

      private void assertFair() {
        Map<MemberId, Long> counts = leadsByOwner();
        assertThat(counts).hasSize(3);
        assertThat(Collections.max(counts.values()) - Collections.min(counts.values()))
            .as("seed %d: %s", seed, counts)
            .isLessThanOrEqualTo(1);
      }

      private interface Taking {
        List<IntakeResult> take(int thread);
      }

      private List<List<IntakeResult>> inThreads(Taking taking) throws Exception {
        CyclicBarrier together = new CyclicBarrier(THREADS);
        try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
          List<Future<List<IntakeResult>>> running = new ArrayList<>();
          for (int i = 0; i < THREADS; i++) {
            int thread = i;
            running.add(
                pool.submit(() -> {
                  together.await();
                  return taking.take(thread);
                }));
          }
          List<List<IntakeResult>> results = new ArrayList<>();
          for (Future<List<IntakeResult>> each : running) {
            results.add(each.get());
          }
          return results;
        }
      }
    }

    private static LeadId id(IntakeResult result) {
      return result.leadId().orElseThrow();
    }
  }
}
