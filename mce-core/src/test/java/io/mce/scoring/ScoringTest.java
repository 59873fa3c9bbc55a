package io.mce.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.mce.ingestion.SourceId;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.lead.Lead;
import io.mce.lead.LeadChange;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.ScoreReason;
import io.mce.provider.ProviderAccountDraft;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ScoringTest {

  private static final String PHONE = "+5511912345678";

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
    void organizationWithChannel() {
      actor = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "test");
      mce.engine()
          .providerAccounts()
          .create(actor, new ProviderAccountDraft(RecordingChannel.PROVIDER, "Line", Map.of()));
    }

    private Scoring scoring() {
      return mce.engine().scoring();
    }

    private LeadId taken(LeadDraft draft) {
      return mce.engine()
          .intake()
          .take(actor, draft, SourceId.of("website"))
          .leadId()
          .orElseThrow();
    }

    private Lead lead(LeadId id) {
      return mce.engine().leads().get(actor, id);
    }

    private void edit(LeadId id, LeadChange change) {
      mce.engine().leads().update(actor, id, change, lead(id).version());
      mce.runDue();
    }

    private List<Integer> publishedScores(LeadId id) {
      return mce.engine().events().since(actor, 0, 10_000).events().stream()
          .filter(event -> event.is(LeadScored.class))
          .map(event -> event.as(LeadScored.class))
          .filter(scored -> scored.leadId().equals(id))
          .map(LeadScored::score)
          .toList();
    }

    private static int sum(List<ScoreReason> reasons) {
      return reasons.stream().mapToInt(ScoreReason::points).sum();
    }

    private static int points(Lead lead, String rule) {
      return sum(lead.scoreReasons().stream().filter(each -> each.rule().equals(rule)).toList());
    }

    @Test
    void what_is_known_gives_points_each_with_its_reason() {
      Lead all = lead(taken(LeadDraft.of("Ana", PHONE).email("ana@example.com").company("Sol")));

      assertThat(all.score()).isEqualTo(55);
      assertThat(all.scoreReasons())
          .extracting(ScoreReason::rule, ScoreReason::points)
          .containsExactly(
              tuple("source", 20),
              tuple("name", 5),
              tuple("phone", 15),
              tuple("email", 10),
              tuple("company", 5));
      assertThat(all.scoreReasons()).allSatisfy(each -> assertThat(each.text()).isNotBlank());
      Lead little = lead(taken(LeadDraft.named("").email("bob@example.com").source("REFERRAL")));
      assertThat(little.scoreReasons())
          .extracting(ScoreReason::rule, ScoreReason::points)
          .containsExactly(tuple("source", 30), tuple("email", 10));
    }

    @Test
    void other_rules_give_other_points_and_rules_worth_nothing_are_not_listed() {
      Lead lead = lead(taken(LeadDraft.of("Ana", PHONE)));
      RuleSet rules = new RuleSet(Map.of("website", -7), 1, 0, 40, 0, 0, 3, 7);

      assertThat(rules.profile(lead))
          .extracting(ScoreReason::rule, ScoreReason::points)
          .containsExactly(tuple("source", -7), tuple("phone", 40));
      assertThat(List.of(rules.engagement(0, 2), rules.engagement(6, 1), rules.engagement(7, 9)))
          .containsExactly(6, 7, 7);
    }

    @Test
    void scoring_again_changes_and_publishes_nothing() {
      LeadId id = taken(LeadDraft.of("Ana", PHONE));
      scoring().adjust(actor, id, 8, "Called us");
      Lead before = lead(id);

      Score first = scoring().score(actor, id);
      Score second = scoring().score(actor, id);
      scoring().scoreAll(actor, List.of(id, id));

      assertThat(first).isEqualTo(new Score(before.score(), before.scoreReasons()));
      assertThat(second).isEqualTo(first);
      assertThat(lead(id)).isEqualTo(before);
      assertThat(publishedScores(id)).containsExactly(40, 48);
    }

    @Test
    void the_score_follows_what_becomes_known_and_what_is_forgotten() {
      LeadId id = taken(LeadDraft.of("Ana", PHONE));
      assertThat(lead(id).score()).isEqualTo(40);

      taken(LeadDraft.of("Ana", PHONE).email("ana@example.com"));
      assertThat(lead(id).score()).as("with the merge").isEqualTo(50);
      edit(id, LeadChange.none().company("Sol"));
      assertThat(lead(id).score()).as("after an edit").isEqualTo(55);
      edit(id, LeadChange.none().email("").company(""));
      assertThat(lead(id).score()).isEqualTo(40);
      assertThat(publishedScores(id)).containsExactly(40, 50, 55, 40);
    }

    @Test
    void what_a_lead_writes_is_worth_points_once_each_up_to_a_limit() {
      LeadId id = taken(LeadDraft.of("Ana", PHONE));
      List<Integer> engagement = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        mce.channel().inbound(PHONE, "Hello " + i);
        mce.runDue();
        engagement.add(points(lead(id), "engagement"));
      }
      assertThat(engagement).containsExactly(10, 20, 30, 30);

      mce.restart();
      mce.runDue();
      scoring().score(actor, id);
      assertThat(lead(id).score()).isEqualTo(70);
    }

    @Test
    void points_by_hand_stay_and_the_score_stays_between_0_and_100() {
      LeadId id = taken(LeadDraft.of("Ana", PHONE));

      assertThat(scoring().adjust(actor, id, 100, "  Signed ").value()).isEqualTo(100);
      assertThat(lead(id).scoreReasons().getLast())
          .isEqualTo(new ScoreReason("manual", 100, "Signed"));
      assertThat(scoring().adjust(actor, id, -100, "Did not").value()).isEqualTo(40);
      assertThat(scoring().adjust(actor, id, -100, "Rude").value()).isZero();
      edit(id, LeadChange.none().company("Sol"));
      assertThat(points(lead(id), "manual")).isEqualTo(-100);
      assertThat(lead(id).score()).isZero();
    }

    @Test
    void years_of_adjustments_keep_their_sum_in_few_lines() {
      LeadId id = taken(LeadDraft.of("Ana", PHONE));
      for (int i = 0; i < 50; i++) {
        scoring().adjust(actor, id, i % 2 == 0 ? 3 : -2, "Reason " + i);
      }
      assertThat(points(lead(id), "manual")).isEqualTo(25);
      assertThat(lead(id).scoreReasons().stream().filter(each -> each.rule().equals("manual")))
          .hasSize(20);
      assertThat(lead(id).scoreReasons().getLast().text()).isEqualTo("Reason 49");
    }

    @Test
    void after_any_history_the_score_is_what_its_reasons_say() {
      long seed = Long.getLong("mce.seed", System.nanoTime());
      System.out.println("ScoringTest: repeat with -Dmce.seed=" + seed);
      Random random = new Random(seed);
      LeadId id = taken(LeadDraft.of("Ana", PHONE));
      int byHand = 0;
      for (int step = 0; step < 60; step++) {
        switch (random.nextInt(4)) {
          case 0 -> {
            int points = random.nextInt(-100, 101);
            byHand += points;
            scoring().adjust(actor, id, points, "Step " + step);
          }
          case 1 -> edit(id, LeadChange.none().company(random.nextBoolean() ? "Sol" : ""));
          case 2 -> edit(id, LeadChange.none().name(random.nextBoolean() ? "Ana" : ""));
          default -> scoring().score(actor, id);
        }
        Lead lead = lead(id);
        assertThat(lead.score())
            .as("seed %d, step %d", seed, step)
            .isEqualTo(Math.clamp(sum(lead.scoreReasons()), Score.MIN, Score.MAX));
        assertThat(sum(lead.scoreReasons()))
            .as("seed %d, step %d", seed, step)
            .isEqualTo(
                35 + byHand + (lead.name().isEmpty() ? 0 : 5) + (lead.company().isEmpty() ? 0 : 5));
      }
    }

    @Test
    void no_points_are_lost_when_eight_threads_add_some() throws Exception {
      LeadId id = taken(LeadDraft.of("Ana", PHONE));
      CyclicBarrier together = new CyclicBarrier(8);
      try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          running.add(
              pool.submit(() -> {
                together.await();
                for (int n = 0; n < 5; n++) {
                  scoring().adjust(actor, id, 1, "One more");
                }
                return id;
              }));
        }
        for (Future<?> each : running) {
          each.get();
        }
      }
      assertThat(points(lead(id), "manual")).isEqualTo(40);
      assertThat(lead(id).score()).isEqualTo(80);
    }

    @Test
    void what_cannot_be_is_refused() {
      LeadId id = taken(LeadDraft.of("Ana", PHONE));
      assertRefused(ErrorCode.INVALID, actor, id, 101, "Why");
      assertRefused(ErrorCode.INVALID, actor, id, -101, "Why");
      assertRefused(ErrorCode.INVALID, actor, id, 1, " ");
      assertRefused(ErrorCode.INVALID, actor, id, 1, "x".repeat(201));
      Actor other = Actor.system(mce.engine().organizations().ensure("b", "B").id(), "test");
      assertRefused(ErrorCode.NOT_FOUND, other, id, 1, "Why");
      scoring().scoreAll(other, List.of(id));
      assertThat(lead(id).score()).isEqualTo(40);
    }

    private void assertRefused(ErrorCode code, Actor by, LeadId id, int points, String reason) {
      assertThatThrownBy(() -> scoring().adjust(by, id, points, reason))
          .isInstanceOfSatisfying(MceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
  }
}
