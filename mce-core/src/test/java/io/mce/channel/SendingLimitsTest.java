package io.mce.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.channel.SendingRules.AccountCap;
import io.mce.engine.MceEngine;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.organization.OrganizationChange;
import io.mce.organization.QuietHours;
import io.mce.persistence.StatementCount;
import io.mce.provider.AccountId;
import io.mce.spi.Accepted;
import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import io.mce.spi.ReplyWindow;
import io.mce.spi.Template;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What limits hold waits, says so, and goes when it may; nothing is lost by them. */
final class SendingLimitsTest {

  private static final Duration SPREAD = Duration.ofSeconds(60);

  @Nested
  final class OnSqlite extends Contract {
    @RegisterExtension
    final MceExtension mce =
        MceExtension.sqlite().with(builder -> builder.provider(carrier.factory()));

    @Override
    MceExtension mce() {
      return mce;
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    @RegisterExtension
    final MceExtension mce =
        MceExtension.postgres().with(builder -> builder.provider(carrier.factory()));

    @Override
    MceExtension mce() {
      return mce;
    }

    @Test
    void two_engines_do_not_pass_a_daily_cap() throws InterruptedException {
      change(SendingRules.NONE.withDaily(DailyCap.of(50)));
      List<DispatchId> ids = fixture.enqueueOutreach(200);
      together();
      assertThat(carrier.arrivals()).hasSize(50);
      assertThat(fixture.states(ids).stream().filter(DispatchState.ACCEPTED::equals)).hasSize(50);
      fixture.advance(Duration.ofDays(4));
      assertThat(fixture.states(ids)).containsOnly(DispatchState.ACCEPTED);
      assertThat(perDay(ZoneOffset.UTC).values()).containsExactly(50, 50, 50, 50);
    }

    @Test
    void two_engines_and_four_accounts_do_not_pass_the_limit_of_their_pool()
        throws InterruptedException {
      carrier.lets("portfolio", 60);
      List<AccountId> accounts = new ArrayList<>(List.of(fixture.account));
      for (int i = 0; i < 3; i++) {
        accounts.add(fixture.newAccount());
      }
      for (int i = 0; i < 200; i++) {
        AccountId by = accounts.get(i % 4);
        fixture.enqueue(fixture.by(by, fixture.request(fixture.person(by), Purpose.OUTREACH, "x")));
      }
      together();
      assertThat(carrier.arrivals()).hasSize(60);
    }

    private void together() throws InterruptedException {
      MceEngine other = mce.newEngine();
      other.start();
      try {
        List<Thread> threads = List.of(new Thread(mce.engine()::runDue), new Thread(other::runDue));
        threads.forEach(Thread::start);
        for (Thread each : threads) {
          each.join();
        }
        mce.runDue();
      } finally {
        other.close();
      }
    }
  }

  abstract static class Contract {

    final ScriptedCarrier carrier = new ScriptedCarrier();
    OutboxFixture fixture;

    abstract MceExtension mce();

    @BeforeEach
    void open() {
      fixture = new OutboxFixture(mce(), carrier);
    }

    void change(SendingRules rules) {
      SendingLimits limits = fixture.engine().sendingLimits();
      limits.change(fixture.actor, rules, limits.get(fixture.actor).version());
    }

    private void quiet(QuietHours hours) {
      var organizations = fixture.engine().organizations();
      organizations.update(
          fixture.actor,
          OrganizationChange.none().withQuietHours(hours),
          organizations.get(fixture.actor).version());
    }

    private void zone(String zone) {
      var organizations = fixture.engine().organizations();
      organizations.update(
          fixture.actor,
          OrganizationChange.none().withTimeZone(ZoneId.of(zone)),
          organizations.get(fixture.actor).version());
    }

    /** How many reached the carrier on each day. */
    Map<LocalDate, Integer> perDay(ZoneId zone) {
      return carrier.arrivals().stream()
          .collect(
              Collectors.toMap(
                  each -> LocalDate.ofInstant(each.at(), zone),
                  each -> 1,
                  Integer::sum,
                  TreeMap::new));
    }

    private void assertWaits(DispatchId id, SendingLimit limit, Instant from) {
      Dispatch dispatch = fixture.dispatch(id);
      assertThat(dispatch.state()).isEqualTo(DispatchState.QUEUED);
      assertThat(dispatch.reason()).contains(limit.name());
      assertThat(dispatch.nextAt()).isBetween(from, from.plus(SPREAD));
      assertThat(dispatch.detail())
          .hasValueSatisfying(words -> assertThat(words).contains("until"));
    }

    @Test
    void quiet_hours_are_those_of_the_recipient() {
      // Nine in the zone of the organization, six in São Paulo.
      quiet(QuietHours.of("21:00", "08:00"));
      Map<Purpose, DispatchId> ids = new TreeMap<>();
      for (Purpose purpose : Purpose.values()) {
        ids.put(purpose, fixture.enqueue(fixture.person(), purpose, purpose.name()));
      }
      fixture.runDue();
      assertThat(carrier.texts()).containsExactlyInAnyOrder("RESPONSE", "COMPLIANCE", "HUMAN");
      Instant eight = Instant.parse("2026-03-02T11:00:00Z");
      assertWaits(ids.get(Purpose.OUTREACH), SendingLimit.QUIET_HOURS, eight);
      assertThat(fixture.dispatch(ids.get(Purpose.OUTREACH)).detail().orElseThrow())
          .startsWith(
              "Waits for the end of the quiet hours at the recipient's, until 2 Mar 2026 11:0");
      fixture.advance(Duration.ofHours(2).minusMillis(1));
      assertThat(carrier.arrivals()).hasSize(3);
      fixture.advance(SPREAD.plusMillis(1));
      assertThat(fixture.state(ids.get(Purpose.OUTREACH))).isEqualTo(DispatchState.ACCEPTED);
      assertThat(fixture.dispatch(ids.get(Purpose.OUTREACH)).reason()).isEmpty();
    }

    @Test
    void automatic_answers_wait_for_the_morning_where_that_is_wanted() {
      quiet(QuietHours.of("21:00", "08:00"));
      change(SendingRules.NONE.withAnswersWaiting(true));
      DispatchId answer = fixture.enqueue(fixture.person(), Purpose.RESPONSE, "answer");
      DispatchId human = fixture.enqueue(fixture.person(), Purpose.HUMAN, "human");
      fixture.runDue();
      assertWaits(answer, SendingLimit.QUIET_HOURS, Instant.parse("2026-03-02T11:00:00Z"));
      assertThat(fixture.state(human)).isEqualTo(DispatchState.ACCEPTED);
    }

    @Test
    void what_waits_for_hours_that_are_quiet_no_more_goes_soon() {
      quiet(QuietHours.of("21:00", "08:00"));
      List<DispatchId> ids = fixture.enqueueOutreach(LimitsHandler.BATCH + 20);
      fixture.runDue();
      assertThat(carrier.arrivals()).isEmpty();
      quiet(QuietHours.of("21:00", "06:00"));
      fixture.runDue();
      assertThat(fixture.states(ids)).containsOnly(DispatchState.ACCEPTED);
      assertThat(carrier.arrivals()).hasSize(ids.size());
    }

    @Test
    void messages_of_a_conversation_keep_their_order_and_people_do_not_wake_at_one_second() {
      quiet(QuietHours.of("21:00", "08:00"));
      List<OutboxFixture.Person> people = fixture.persons(40);
      for (OutboxFixture.Person each : people) {
        fixture.enqueue(each, Purpose.OUTREACH, "1");
        fixture.enqueue(each, Purpose.OUTREACH, "2");
      }
      fixture.advance(Duration.ofHours(3));
      Map<String, List<String>> texts =
          carrier.arrivals().stream()
              .collect(
                  Collectors.groupingBy(
                      ScriptedCarrier.Arrival::to,
                      Collectors.mapping(ScriptedCarrier.Arrival::text, Collectors.toList())));
      assertThat(texts).hasSize(40);
      assertThat(texts.values()).allSatisfy(each -> assertThat(each).containsExactly("1", "2"));
      assertThat(carrier.arrivals().stream().map(ScriptedCarrier.Arrival::at).distinct())
          .hasSizeGreaterThan(10);
    }

    @Test
    void a_person_is_talked_to_first_so_often_in_some_days_over_all_accounts() {
      change(SendingRules.NONE.withFrequency(new FrequencyCap(2, 7)));
      AccountId other = fixture.newAccount();
      OutboxFixture.Person one = fixture.person();
      DispatchId first = fixture.enqueue(one, Purpose.OUTREACH, "first");
      fixture.advance(Duration.ofHours(1));
      DispatchId second =
          fixture.enqueue(fixture.by(other, fixture.request(one, Purpose.OUTREACH, "second")));
      DispatchId third = fixture.enqueue(one, Purpose.OUTREACH, "third");
      fixture.advance(Duration.ofMinutes(1)); // The third may stand behind the second for a moment.
      assertThat(fixture.states(List.of(first, second))).containsOnly(DispatchState.ACCEPTED);
      assertWaits(third, SendingLimit.FREQUENCY_CAP, MceExtension.START.plus(Duration.ofDays(7)));
      for (Purpose purpose : List.of(Purpose.HUMAN, Purpose.RESPONSE, Purpose.COMPLIANCE)) {
        DispatchId exempt = fixture.enqueue(one, purpose, purpose.name());
        fixture.runDue();
        assertThat(fixture.state(exempt)).as("%s", purpose).isEqualTo(DispatchState.ACCEPTED);
      }
      fixture.advance(Duration.ofDays(7).minusMinutes(61).minusMillis(1));
      assertThat(fixture.state(third)).isEqualTo(DispatchState.QUEUED);
      fixture.advance(Duration.ofMillis(1));
      assertThat(fixture.state(third)).isEqualTo(DispatchState.ACCEPTED);
    }

    @Test
    void who_turns_out_to_be_one_person_was_written_to_as_often_as_both() {
      change(SendingRules.NONE.withFrequency(new FrequencyCap(2, 7)));
      OutboxFixture.Person one = fixture.person();
      OutboxFixture.Person other = fixture.person();
      fixture.enqueue(one, Purpose.OUTREACH, "one");
      fixture.enqueue(other, Purpose.OUTREACH, "other");
      fixture.advance(Duration.ofDays(1));
      fixture
          .part(Outbox.class)
          .reassign(
              fixture.organizationId,
              List.of(other.conversationId()),
              other.leadId(),
              one.leadId());
      DispatchId third = fixture.enqueue(one, Purpose.OUTREACH, "third");
      fixture.runDue();
      assertWaits(third, SendingLimit.FREQUENCY_CAP, MceExtension.START.plus(Duration.ofDays(7)));
    }

    @Test
    void a_message_that_is_tried_again_is_one_contact() {
      change(SendingRules.NONE.withFrequency(new FrequencyCap(1, 7)));
      AtomicInteger tries = new AtomicInteger();
      carrier.answers(message -> {
        if (tries.incrementAndGet() == 1) {
          throw ProviderException.of(ErrorKind.UNAVAILABLE, "later");
        }
        return Accepted.of("remote-" + message.id());
      });
      DispatchId id = fixture.enqueue(fixture.person(), Purpose.OUTREACH, "x");
      fixture.advance(Duration.ofHours(1));
      assertThat(fixture.state(id)).isEqualTo(DispatchState.ACCEPTED);
    }

    @Test
    void a_message_that_is_tried_again_does_not_wait_for_itself() {
      change(SendingRules.NONE.withBetween(Duration.ofHours(1)));
      failsFirst(1, ErrorKind.UNAVAILABLE);
      DispatchId id = fixture.enqueue(fixture.person(), Purpose.RESPONSE, "x");
      fixture.advance(Duration.ofMinutes(1));
      assertThat(fixture.state(id)).isEqualTo(DispatchState.ACCEPTED);
    }

    @Test
    void what_the_carrier_did_not_take_is_not_counted() {
      change(SendingRules.NONE.withDaily(DailyCap.of(5)).withFrequency(new FrequencyCap(1, 7)));
      failsFirst(20, ErrorKind.UNAVAILABLE);
      List<DispatchId> ids = fixture.enqueueOutreach(5);
      fixture.advance(Duration.ofHours(3));
      assertThat(fixture.states(ids)).containsOnly(DispatchState.ACCEPTED);

      fixture.advance(Duration.ofDays(1));
      failsFirst(1, ErrorKind.INVALID_RECIPIENT);
      OutboxFixture.Person person = fixture.person();
      DispatchId wrong = fixture.enqueue(person, Purpose.OUTREACH, "to a wrong number");
      fixture.runDue();
      assertThat(fixture.state(wrong)).isEqualTo(DispatchState.FAILED);
      DispatchId right = fixture.enqueue(person, Purpose.OUTREACH, "to the right one");
      fixture.runDue();
      assertThat(fixture.state(right)).isEqualTo(DispatchState.ACCEPTED);
    }

    @Test
    void a_number_that_cannot_send_yet_is_not_warmed_up_meanwhile() {
      change(SendingRules.NONE.withDaily(new DailyCap(Optional.of(6), List.of(2, 4))));
      carrier.answers(message -> {
        throw ProviderException.of(ErrorKind.SENDER_NOT_REGISTERED, "not yet");
      });
      fixture.enqueueOutreach(20);
      fixture.advance(Duration.ofHours(20));
      int refused = carrier.arrivals().size();
      carrier.accepts();
      fixture.advance(Duration.ofHours(1));
      assertThat(carrier.arrivals()).as("second day, first that sends").hasSize(refused + 2);
      fixture.advance(Duration.ofDays(1));
      assertThat(carrier.arrivals()).hasSize(refused + 2 + 4);
    }

    @Test
    void an_answer_does_not_overtake_one_that_waits_for_a_limit() {
      quiet(QuietHours.of("21:00", "08:00"));
      change(SendingRules.NONE.withAnswersWaiting(true));
      OutboxFixture.Person person = fixture.person();
      DispatchId first = fixture.enqueue(person, Purpose.RESPONSE, "1");
      fixture.runDue();
      Instant eight = Instant.parse("2026-03-02T11:00:00Z");
      assertWaits(first, SendingLimit.QUIET_HOURS, eight);
      fixture.update(
          "update mce_dispatch set next_at = %1$d, due_at = %1$d where organization_id = :organizationId"
              .formatted(eight.plusSeconds(50).toEpochMilli()));
      mce().clock().add(Duration.between(mce().clock().instant(), eight.plusSeconds(5)));
      DispatchId second = fixture.enqueue(person, Purpose.RESPONSE, "2");
      fixture.runDue();
      assertThat(fixture.dispatch(second).reason()).contains("QUIET_HOURS");
      DispatchId human = fixture.enqueue(person, Purpose.HUMAN, "human");
      fixture.runDue();
      assertThat(fixture.state(human)).isEqualTo(DispatchState.ACCEPTED);
      fixture.advance(Duration.ofMinutes(2));
      assertThat(carrier.texts()).containsExactly("human", "1", "2");
    }

    private void failsFirst(int times, ErrorKind kind) {
      AtomicInteger tries = new AtomicInteger();
      carrier.answers(message -> {
        if (tries.incrementAndGet() <= times) {
          throw ProviderException.of(kind, "later");
        }
        return Accepted.of("remote-" + message.id());
      });
    }

    @Test
    void an_account_sends_so_many_on_a_day_and_the_rest_on_the_next_ones() {
      zone("America/Sao_Paulo");
      change(SendingRules.NONE.withDaily(DailyCap.of(5)));
      List<DispatchId> ids = fixture.enqueueOutreach(12);
      fixture.runDue();
      assertThat(carrier.arrivals()).hasSize(5);
      // Midnight in São Paulo.
      assertWaits(ids.getLast(), SendingLimit.DAILY_CAP, Instant.parse("2026-03-03T03:00:00Z"));
      DispatchId human = fixture.enqueue(fixture.person(), Purpose.HUMAN, "human");
      DispatchId answer = fixture.enqueue(fixture.person(), Purpose.RESPONSE, "answer");
      fixture.runDue();
      assertThat(fixture.state(human)).isEqualTo(DispatchState.ACCEPTED);
      assertWaits(answer, SendingLimit.DAILY_CAP, Instant.parse("2026-03-03T03:00:00Z"));
      fixture.advance(Duration.ofDays(3));
      assertThat(fixture.states(ids)).containsOnly(DispatchState.ACCEPTED);
      assertThat(perDay(ZoneId.of("America/Sao_Paulo")).values()).containsExactly(6, 5, 3);
    }

    @Test
    void a_new_number_is_warmed_up_and_another_account_goes_by_its_own_cap() {
      AccountId free = fixture.newAccount();
      change(
          SendingRules.NONE
              .withDaily(new DailyCap(Optional.of(6), List.of(2, 4)))
              .withAccounts(List.of(new AccountCap(free, DailyCap.NONE))));
      List<DispatchId> ids = new ArrayList<>(fixture.enqueueOutreach(20));
      fixture.advance(Duration.ofDays(6));
      assertThat(fixture.states(ids)).containsOnly(DispatchState.ACCEPTED);
      assertThat(perDay(ZoneOffset.UTC).values()).containsExactly(2, 4, 6, 6, 2);
      for (int i = 0; i < 10; i++) {
        fixture.enqueue(
            fixture.by(free, fixture.request(fixture.person(free), Purpose.OUTREACH, "free")));
      }
      fixture.runDue();
      assertThat(carrier.texts().stream().filter("free"::equals)).hasSize(10);
    }

    @Test
    void an_account_that_has_been_sending_for_days_is_not_warmed_up_from_the_start() {
      fixture.enqueueOutreach(1);
      fixture.advance(Duration.ofDays(1));
      change(SendingRules.NONE.withDaily(new DailyCap(Optional.of(6), List.of(2, 4))));
      fixture.enqueueOutreach(20);
      fixture.runDue();
      assertThat(carrier.arrivals()).hasSize(1 + 4);
    }

    @Test
    void a_person_is_not_written_to_twice_in_a_moment_except_by_people() {
      change(SendingRules.NONE.withBetween(Duration.ofMinutes(10)));
      OutboxFixture.Person person = fixture.person();
      fixture.enqueue(person, Purpose.HUMAN, "human");
      DispatchId answer = fixture.enqueue(person, Purpose.RESPONSE, "answer");
      fixture.enqueue(fixture.person(), Purpose.RESPONSE, "to another");
      fixture.runDue();
      assertThat(carrier.texts()).containsExactlyInAnyOrder("human", "to another");
      assertThat(fixture.dispatch(answer).reason()).contains("PERSON_PACE");
      assertThat(fixture.dispatch(answer).nextAt())
          .isEqualTo(MceExtension.START.plus(Duration.ofMinutes(10)));
      fixture.enqueue(person, Purpose.HUMAN, "human again");
      fixture.runDue();
      assertThat(carrier.texts()).contains("human again");
      fixture.advance(Duration.ofMinutes(10));
      assertThat(carrier.texts()).endsWith("answer");
    }

    @Test
    void a_carrier_says_how_many_people_its_accounts_write_to_first() {
      carrier.with(profile -> profile.withReplyWindow(ReplyWindow.HOURS_24)).lets("portfolio", 3);
      fixture = new OutboxFixture(mce(), carrier, "window");
      AccountId other = fixture.newAccount();
      List<OutboxFixture.Person> people = fixture.persons(5);
      List<DispatchId> ids =
          people.stream().map(each -> enqueueTemplate(each, Purpose.HUMAN, "new")).toList();
      fixture.runDue();
      assertThat(carrier.arrivals()).hasSize(3);
      assertThat(fixture.dispatch(ids.get(3)).reason()).contains("CARRIER_LIMIT");
      // Who is counted may be written to again, who wrote does not count, the pool is one.
      enqueueTemplate(people.getFirst(), Purpose.OUTREACH, "again");
      OutboxFixture.Person wrote = fixture.person();
      fixture.update(
          "update mce_conversation set last_inbound_at = %d where organization_id = :organizationId and id = '%s'"
              .formatted(
                  MceExtension.START.minus(Duration.ofHours(23)).toEpochMilli(),
                  wrote.conversationId()));
      fixture.enqueue(wrote, Purpose.OUTREACH, "answer");
      DispatchId byOther =
          fixture.enqueue(
              fixture.by(other, template(fixture.person(other), Purpose.OUTREACH, "other")));
      fixture.runDue();
      assertThat(carrier.texts()).containsExactlyInAnyOrder("new", "new", "new", "again", "answer");
      assertThat(fixture.dispatch(byOther).reason()).contains("CARRIER_LIMIT");
      fixture.advance(Duration.ofHours(24).minusMillis(1));
      assertThat(carrier.arrivals()).hasSize(5);
      fixture.advance(Duration.ofHours(2));
      assertThat(carrier.arrivals()).hasSize(8);
    }

    private DispatchRequest template(OutboxFixture.Person to, Purpose purpose, String name) {
      return fixture.saying(new Template(name, "en", Map.of()), fixture.request(to, purpose, name));
    }

    private DispatchId enqueueTemplate(OutboxFixture.Person to, Purpose purpose, String name) {
      return fixture.enqueue(template(to, purpose, name));
    }

    @Test
    void what_waited_for_days_is_tried_again_like_anything_else() {
      change(SendingRules.NONE.withDaily(DailyCap.of(1)));
      List<DispatchId> ids = fixture.enqueueOutreach(4);
      fixture.advance(Duration.ofDays(2));
      AtomicInteger tries = new AtomicInteger();
      carrier.answers(message -> {
        if (tries.incrementAndGet() == 1) {
          throw ProviderException.of(ErrorKind.UNAVAILABLE, "later");
        }
        return Accepted.of("remote-" + message.id());
      });
      fixture.advance(Duration.ofDays(4));
      assertThat(tries.get()).isEqualTo(2);
      assertThat(fixture.states(ids)).containsOnly(DispatchState.ACCEPTED);
    }

    @Test
    void counts_stand_and_fall_with_the_claim() {
      change(SendingRules.NONE.withDaily(DailyCap.of(5)).withFrequency(new FrequencyCap(1, 7)));
      fixture.enqueueOutreach(3);
      LaneDesk desk = fixture.part(LaneDesk.class);
      desk.enter(fixture.organizationId, fixture.account, "t");
      assertThatThrownBy(() ->
              fixture
                  .database()
                  .inOrganization(
                      fixture.organizationId,
                      transaction -> {
                        assertThat(turn(desk)).isEqualTo(3);
                        assertThat(counted()).isEqualTo(4);
                        throw new IllegalStateException("killed");
                      }))
          .hasMessage("killed");
      assertThat(counted()).isZero();
      assertThat(turn(desk)).isEqualTo(3);
      assertThat(counted()).isEqualTo(4);
    }

    private int turn(LaneDesk desk) {
      return desk.turn(
              fixture.organizationId, fixture.account, "t", List.of(), 64, Duration.ofMinutes(1))
          .claimed()
          .size();
    }

    private long counted() {
      return fixture.count(
          "select count(*) as n from mce_send_count where organization_id = :organizationId");
    }

    @Test
    void limits_cost_a_claim_one_statement_more_and_nothing_where_there_are_none() {
      int without = statementsOfTurn();
      change(
          SendingRules.NONE
              .withDaily(DailyCap.of(500))
              .withFrequency(new FrequencyCap(3, 7))
              .withBetween(Duration.ofSeconds(5)));
      fixture.runDue();
      assertThat(statementsOfTurn() - without).isEqualTo(1);
    }

    private int statementsOfTurn() {
      fixture.enqueueOutreach(64);
      LaneDesk desk = fixture.part(LaneDesk.class);
      desk.enter(fixture.organizationId, fixture.account, "t");
      StatementCount statements = new StatementCount(fixture.database());
      assertThat(turn(desk)).isEqualTo(64);
      int issued = statements.get();
      fixture.advance(Duration.ofMinutes(5));
      return issued;
    }

    @Test
    void counts_that_matter_no_more_are_forgotten() {
      change(
          SendingRules.NONE
              .withDaily(DailyCap.of(50))
              .withFrequency(new FrequencyCap(3, 2))
              .withBetween(Duration.ofMinutes(5)));
      fixture.enqueueOutreach(3);
      fixture.runDue();
      assertThat(counted()).as("an account, three people, three pairs").isEqualTo(7);
      fixture.advance(Duration.ofDays(2));
      assertThat(counted()).as("an account, three people").isEqualTo(4);
      fixture.advance(Duration.ofDays(32));
      assertThat(counted()).as("an account").isEqualTo(1);
    }

    @Test
    void rules_are_changed_by_who_saw_them_and_for_accounts_that_exist() {
      SendingLimits limits = fixture.engine().sendingLimits();
      assertThat(limits.get(fixture.actor))
          .isEqualTo(new SendingLimits.Chosen(SendingRules.NONE, 0));
      SendingRules rules =
          new SendingRules(
              new DailyCap(Optional.of(1000), List.of(50, 100)),
              List.of(new AccountCap(fixture.account, DailyCap.of(7))),
              Optional.of(new FrequencyCap(3, 7)),
              Optional.of(Duration.ofSeconds(6)),
              true);
      assertThat(limits.change(fixture.actor, rules, 0))
          .isEqualTo(new SendingLimits.Chosen(rules, 1));
      assertThat(limits.get(fixture.actor).rules()).isEqualTo(rules);
      assertCode(ErrorCode.STALE_VERSION, () -> limits.change(fixture.actor, rules, 0));
      AccountId nobodys = new AccountId(fixture.part(IdGenerator.class).next());
      assertCode(
          ErrorCode.NOT_FOUND,
          () ->
              limits.change(
                  fixture.actor,
                  rules.withAccounts(List.of(new AccountCap(nobodys, DailyCap.NONE))),
                  1));
      assertCode(ErrorCode.INVALID, () -> DailyCap.of(0));
      assertCode(ErrorCode.INVALID, () -> new DailyCap(Optional.empty(), List.of(5, 4)));
      assertCode(ErrorCode.INVALID, () -> new FrequencyCap(1, 32));
      assertCode(ErrorCode.INVALID, () -> rules.withBetween(Duration.ofHours(2)));
    }

    private static void assertCode(ErrorCode code, Runnable call) {
      assertThatThrownBy(call::run)
          .isInstanceOfSatisfying(MceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
  }
}
