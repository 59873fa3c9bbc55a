package io.mce.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.channel.Purpose;
import io.mce.conversation.SendMessage;
import io.mce.conversation.Sender;
import io.mce.engine.EngineParts;
import io.mce.ingestion.SourceId;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.lead.Automation;
import io.mce.lead.Lead;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.LeadStatus;
import io.mce.lead.ScoreReason;
import io.mce.notification.Notice;
import io.mce.provider.ProviderAccountDraft;
import io.mce.scoring.ScoringRule.Group;
import io.mce.scoring.ScoringRule.When;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rules that an organization made itself. */
final class ScoringRulesTest {

  private static final String PHONE = "+5511912345678";

  private static ScoringRule rule(
      When when, String field, List<String> values, int points, Duration halfLife) {
    return new ScoringRule(
        when,
        Optional.of(field).filter(text -> !text.isEmpty()),
        values,
        when == When.REPLIED_WITHIN ? Optional.of(Duration.ofHours(1)) : Optional.empty(),
        when == When.WROTE ? Optional.of(3) : Optional.empty(),
        points,
        Optional.of(halfLife).filter(half -> !half.isZero()));
  }

  private static ScoringRule rule(When when, String field, int points, String... values) {
    return rule(when, field, List.of(values), points, Duration.ZERO);
  }

  @Nested
  final class InMemory {

    private final Instant start = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void whatever_the_rules_scores_stay_in_bounds_and_are_the_sum_of_their_reasons() {
      long seed = Long.getLong("mce.seed", System.nanoTime());
      System.out.println("ScoringRulesTest: repeat with -Dmce.seed=" + seed);
      Random random = new Random(seed);
      for (int i = 0; i < 10_000; i++) {
        String what = "seed %d, case %d".formatted(seed, i);
        ScoringRules rules = rules(random);
        Lead lead = lead(random);
        Engagement did = engagement(random);
        Instant now = start.plus(Duration.ofHours(random.nextInt(2000)));
        List<ScoreReason> reasons = rules.reasons(lead, did, now);
        int score = Score.of(reasons).value();

        assertThat(score).as(what).isBetween(0, 100);
        assertThat(score)
            .as(what)
            .isEqualTo(Math.clamp(reasons.stream().mapToInt(ScoreReason::points).sum(), 0, 100));
        assertThat(reasons).as(what).allSatisfy(each -> assertThat(each.text()).isNotBlank());
        rules
            .caps()
            .forEach((group, most) ->
                assertThat(ofGroup(rules, group, lead, did, now))
                    .as(what)
                    .isLessThanOrEqualTo(most));

        List<ScoringRule> shuffled = new ArrayList<>(rules.rules());
        Collections.shuffle(shuffled, random);
        ScoringRules other = new ScoringRules(shuffled, rules.caps());
        assertThat(Score.of(other.reasons(lead, did, now)).value()).as(what).isEqualTo(score);

        Instant later = now.plus(Duration.ofHours(1 + random.nextInt(500)));
        assertThat(Score.of(rules.reasons(lead, did, later)).value())
            .as(what)
            .isLessThanOrEqualTo(score);
      }
    }

    private int ofGroup(ScoringRules rules, Group group, Lead lead, Engagement did, Instant now) {
      List<ScoringRule> ofGroup =
          rules.rules().stream().filter(each -> each.when().group() == group).toList();
      return new ScoringRules(ofGroup, Map.of(group, rules.caps().get(group)))
          .reasons(lead, did, now).stream().mapToInt(ScoreReason::points).sum();
    }

    private ScoringRules rules(Random random) {
      List<ScoringRule> rules = new ArrayList<>();
      int count = random.nextInt(12);
      for (int i = 0; i < count; i++) {
        When when = When.values()[random.nextInt(When.values().length)];
        boolean deed = when.group() == Group.ENGAGEMENT || when.group() == Group.RECENCY;
        boolean fades = deed && random.nextBoolean();
        int points = fades ? 1 + random.nextInt(100) : random.nextInt(-100, 101);
        rules.add(
            rule(
                when,
                List.of("name", "company", "city").get(random.nextInt(3)),
                when == When.SOURCE && random.nextInt(3) == 0
                    ? List.of()
                    : List.of(List.of("fair", "a", "NEW", "hot").get(random.nextInt(4))),
                points == 0 ? 1 : points,
                fades ? Duration.ofDays(1 + random.nextInt(30)) : Duration.ZERO));
      }
      Map<Group, Integer> caps = new EnumMap<>(Group.class);
      for (Group group : Group.values()) {
        if (random.nextBoolean()) {
          caps.put(group, 1 + random.nextInt(100));
        }
      }
      return new ScoringRules(rules, caps);
    }

    private Engagement engagement(Random random) {
      Engagement did = Engagement.NONE;
      for (String kind : List.of("WROTE", "CALLED", "CLICKED")) {
        if (random.nextBoolean()) {
          Instant at = start.minus(Duration.ofHours(random.nextInt(500)));
          did =
              did.plus(
                  kind,
                  new Engagement.Count(
                      1 + random.nextInt(5),
                      at,
                      random.nextBoolean()
                          ? Optional.of(
                              new Engagement.Quickest(Duration.ofMinutes(random.nextInt(120)), at))
                          : Optional.empty()));
        }
      }
      return did;
    }

    private Lead lead(Random random) {
      return new Lead(
          new LeadId(new UUID(random.nextLong(), random.nextLong())),
          random.nextBoolean() ? "Ana" : "",
          Optional.empty(),
          Optional.empty(),
          List.of(),
          random.nextBoolean() ? Optional.of("Bank of Goa") : Optional.empty(),
          random.nextBoolean() ? "fair" : "web",
          LeadStatus.NEW,
          0,
          List.of(),
          Optional.empty(),
          Automation.ACTIVE,
          random.nextBoolean() ? Set.of("hot") : Set.of(),
          random.nextBoolean() ? Map.of("City", "a") : Map.of(),
          Optional.empty(),
          Optional.empty(),
          start,
          start,
          1);
    }
  }

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

    private final AtomicBoolean broken = new AtomicBoolean();
    private Actor actor;

    Contract(MceExtension mce) {
      this.mce =
          mce.with(builder ->
              builder.scoring((organization, lead) -> {
                if (broken.get() && lead.name().startsWith("Bad")) {
                  throw new IllegalStateException("a bad rule");
                }
                return lead.name().equals("Bad one")
                    ? List.of(new ScoreReason("host", 7, "Known to us"))
                    : List.of();
              }));
    }

    @BeforeEach
    void organizationWithChannel() {
      actor = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "test");
      mce.engine()
          .providerAccounts()
          .create(actor, new ProviderAccountDraft(RecordingChannel.PROVIDER, "Line", Map.of()));
    }

    private ScoringPolicies policies() {
      return mce.engine().scoringPolicies();
    }

    private void change(Map<Group, Integer> caps, ScoringRule... rules) {
      policies()
          .change(actor, new ScoringRules(List.of(rules), caps), policies().get(actor).version());
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

    private List<String> texts(LeadId id) {
      return lead(id).scoreReasons().stream()
          .map(each -> "%+d %s".formatted(each.points(), each.text()))
          .toList();
    }

    private void send(LeadId id) {
      mce.engine()
          .conversations()
          .send(
              actor,
              SendMessage.of(id, "Hello", Purpose.HUMAN, Sender.SYSTEM, "k" + Math.random()));
      mce.runDue();
    }

    private void write(String text) {
      mce.channel().inbound(PHONE, text);
      mce.runDue();
    }

    @Test
    void new_leads_are_scored_by_the_rules_of_their_organization_each_with_a_sentence() {
      change(
          Map.of(Group.PROFILE, 20),
          rule(When.SOURCE, "", 30, "fair"),
          rule(When.SOURCE, "", 4),
          rule(When.CONTAINS, "company", 15, "bank"),
          rule(When.EQUALS, "city", 10, "Goa"),
          rule(When.TAG, "", -5, "cold"));
      LeadId fair =
          taken(
              LeadDraft.of("Ana", PHONE)
                  .source("Fair")
                  .company("Bank of Goa")
                  .metadata(Map.of("City", "goa")));
      assertThat(texts(fair))
          .containsExactly(
              "+30 Came from Fair",
              "+15 The company contains bank",
              "+10 The city is Goa",
              "-5 At most 20 points for profile");
      assertThat(lead(fair).score()).isEqualTo(50);
      LeadId web = taken(LeadDraft.of("Bo", "+5511912345679").tags(Set.of("cold")));
      assertThat(texts(web)).containsExactly("+4 Came from website", "-5 Tagged cold");
      assertThat(lead(web).score()).isZero();
      Actor other = Actor.system(mce.engine().organizations().ensure("b", "B").id(), "test");
      LeadId theirs =
          mce.engine()
              .intake()
              .take(other, LeadDraft.of("Cy", PHONE), SourceId.of("website"))
              .leadId()
              .orElseThrow();
      assertThat(mce.engine().leads().get(other, theirs).score()).isEqualTo(40);
    }

    @Test
    void the_usual_rules_written_out_give_what_they_gave() {
      LeadId before = taken(LeadDraft.of("Ana", PHONE).email("a@example.com").company("Sol"));
      write("Hi");
      write("Me again");
      int score = lead(before).score();
      policies().change(actor, ScoringRules.usual(), 0);
      mce.runDue();
      assertThat(lead(before).score()).isEqualTo(score).isEqualTo(75);
    }

    @Test
    void a_quick_answer_and_its_hour_are_told_apart() {
      change(Map.of(), rule(When.WROTE, "", 5), rule(When.REPLIED_WITHIN, "", 20));
      LeadId id = taken(LeadDraft.of("Ana", PHONE));
      send(id);
      mce.advance(Duration.ofHours(2));
      write("Hi");
      assertThat(texts(id)).containsExactly("+5 Wrote to us");
      send(id);
      mce.advance(Duration.ofMinutes(50));
      write("Yes please");
      assertThat(texts(id)).containsExactly("+10 Wrote to us 2 times", "+20 Replied within 1 h");
    }

    @Test
    void points_fade_by_themselves_and_never_grow() {
      change(
          Map.of(),
          rule(When.KNOWN, "name", 10),
          rule(When.ACTIVE, "", List.of(), 40, Duration.ofDays(7)));
      LeadId id = taken(LeadDraft.of("Ana", PHONE));
      write("Hi");
      assertThat(lead(id).score()).isEqualTo(50);
      Lead read = lead(id);
      assertThat(lead(id)).as("reading writes nothing").isEqualTo(read);
      int last = 50;
      for (int day = 1; day <= 14; day++) {
        mce.advance(Duration.ofDays(1));
        assertThat(lead(id).score()).as("day " + day).isLessThanOrEqualTo(last);
        last = lead(id).score();
      }
      assertThat(last).isEqualTo(20);
      mce.advance(Duration.ofDays(120));
      assertThat(lead(id).score()).isEqualTo(10);
      assertThat(EngineParts.part(mce.engine(), ScoringStore.class).nextDue(actor.organizationId()))
          .as("nothing is left to do")
          .isEmpty();
    }

    @Test
    void other_rules_score_all_leads_again_and_go_on_where_a_dead_process_stopped() {
      List<LeadDraft> drafts = new ArrayList<>();
      for (int i = 0; i < 450; i++) {
        drafts.add(LeadDraft.of("Lead", "+55119%08d".formatted(20_000_000 + i)));
      }
      mce.engine().intake().takeAll(actor, drafts, SourceId.of("website"), false);
      LeadId byHand = taken(LeadDraft.of("Ana", PHONE));
      mce.engine().scoring().adjust(actor, byHand, 5, "Called");
      mce.runDue();
      ScoringRules rules =
          new ScoringRules(List.of(rule(When.SOURCE, "", 33, "website")), Map.of());
      ScorePreview preview = policies().preview(actor, rules);
      assertThat(preview.leads()).isEqualTo(451);
      assertThat(preview.before().get(4)).isEqualTo(451);
      assertThat(preview.after().get(3)).isEqualTo(451);
      assertThat(preview.lower()).isEqualTo(451);
      assertThat(policies().get(actor).version()).isZero();

      policies().change(actor, rules, 0);
      assertThat(EngineParts.part(mce.engine(), ScoringWorker.AfterChange.class).runOnce())
          .isTrue();
      assertThat(policies().progress(actor))
          .isEqualTo(new RescoringProgress(true, 200, 451, Optional.empty(), 0));
      mce.restart();
      mce.runDue();
      assertThat(policies().progress(actor))
          .isEqualTo(new RescoringProgress(false, 451, 451, Optional.of(mce.clock().instant()), 0));
      assertThat(lead(byHand).score()).isEqualTo(38);
      long again =
          mce.engine().events().since(actor, 0, 10_000).events().stream()
              .filter(event -> event.is(LeadScored.class))
              .filter(event -> event.as(LeadScored.class).score() == 33)
              .count();
      assertThat(again).as("each once").isEqualTo(450);
    }

    @Test
    void a_rule_that_throws_costs_a_lead_its_score_for_a_while_and_nothing_else() {
      broken.set(true);
      LeadId bad = taken(LeadDraft.of("Bad one", PHONE));
      LeadId good = taken(LeadDraft.of("Good one", "+5511912345679"));
      mce.runDue();
      assertThat(lead(bad).score()).as("what the usual rules give").isEqualTo(40);
      assertThat(lead(good).score()).isEqualTo(40);
      assertThat(policies().progress(actor).failed()).isEqualTo(1);
      assertThat(mce.engine().notices().list(actor, PageRequest.first()).items())
          .extracting(Notice::text)
          .singleElement()
          .asString()
          .contains("could not be worked out");
      mce.advance(Duration.ofMinutes(20));
      assertThat(policies().progress(actor).failed()).as("it still fails").isEqualTo(1);

      broken.set(false);
      mce.advance(Duration.ofMinutes(20));
      assertThat(lead(bad).score()).isEqualTo(47);
      assertThat(policies().progress(actor).failed()).isZero();
    }

    @Test
    void what_merged_leads_did_counts_together_and_apart_again() {
      change(Map.of(), rule(When.WROTE, "", 5));
      LeadId one = taken(LeadDraft.of("Ana", PHONE));
      LeadId other = taken(LeadDraft.of("Ana", "+5511912345679"));
      write("Hi");
      mce.channel().inbound("+5511912345679", "Hello");
      mce.runDue();
      var merge = mce.engine().leadMerges().merge(actor, one, other, Map.of());
      mce.runDue();
      assertThat(texts(one)).containsExactly("+10 Wrote to us 2 times");
      mce.engine().leadMerges().unmerge(actor, merge.id());
      mce.runDue();
      assertThat(texts(one)).containsExactly("+5 Wrote to us");
      assertThat(texts(other)).containsExactly("+5 Wrote to us");
    }

    @Test
    void rules_that_make_no_sense_are_refused_by_field() {
      assertRefused("rules[0].points", rule(When.KNOWN, "name", 0));
      assertRefused("rules[0].points", rule(When.KNOWN, "name", 101));
      assertRefused("rules[0].field", rule(When.CONTAINS, "", 5, "x"));
      assertRefused("rules[0].values", rule(When.TAG, "", 5));
      assertRefused("rules[0].values", rule(When.STATUS, "", 5, "SOLD"));
      assertRefused(
          "rules[0].halfLife", rule(When.KNOWN, "name", List.of(), 5, Duration.ofDays(1)));
      assertRefused("rules[0].halfLife", rule(When.WROTE, "", List.of(), -5, Duration.ofDays(1)));
      assertThatThrownBy(() -> change(Map.of(Group.SOURCE, 0)))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.details()).containsKey("caps.SOURCE"));
      change(Map.of(), rule(When.KNOWN, "name", 5));
      assertThatThrownBy(() -> policies().change(actor, ScoringRules.usual(), 0))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STALE_VERSION));
    }

    private void assertRefused(String field, ScoringRule rule) {
      assertThatThrownBy(() -> change(Map.of(), rule))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.details()).containsKey(field));
    }
  }
}
