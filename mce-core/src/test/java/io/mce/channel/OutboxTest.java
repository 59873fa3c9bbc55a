package io.mce.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.provider.AccountId;
import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import io.mce.spi.Text;
import io.mce.testing.MceExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class OutboxTest {

  @Nested
  final class OnSqlite extends Contract {
    @RegisterExtension
    final MceExtension mce =
        MceExtension.sqlite().with(builder -> builder.provider(carrier.factory()));

    @Override
    MceExtension mce() {
      return mce;
    }

    @Override
    Connection connection() throws SQLException {
      return fixture.database().dataSource().getConnection();
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

    @Override
    Connection connection() throws SQLException {
      return mce.dataSource().getConnection();
    }

    @Test
    void two_engines_with_two_workers_each_send_everything_once() throws Exception {
      AccountId second = fixture.newAccount();
      List<DispatchId> ids = new ArrayList<>(fixture.enqueueOutreach(150));
      for (OutboxFixture.Person person : fixture.persons(20)) {
        for (int i = 0; i < 4; i++) {
          // The same conversation in two lanes: still one message of it at a time.
          ids.add(fixture.enqueue(by(i % 2 == 0 ? fixture.account : second, person, "p" + i)));
        }
      }
      try (MceEngine other = mce.newEngine()) {
        other.start();
        // The workers of a lane that is taken wait a second; the clock gives it to them.
        for (int round = 0; round < 60; round++) {
          inParallel(
              List.of(
                  fixture.engine()::runDue,
                  fixture.engine()::runDue,
                  other::runDue,
                  other::runDue));
          mce.clock().add(Duration.ofSeconds(1));
        }
      }
      assertThat(fixture.states(ids)).containsOnly(DispatchState.ACCEPTED);
      assertThat(carrier.arrivals())
          .extracting(ScriptedCarrier.Arrival::messageId)
          .hasSize(ids.size())
          .doesNotHaveDuplicates();
    }

    private DispatchRequest by(AccountId account, OutboxFixture.Person person, String text) {
      DispatchRequest of = fixture.request(person, Purpose.OUTREACH, text);
      return new DispatchRequest(
          of.dedupKey(),
          account,
          of.channel(),
          of.leadId(),
          of.conversationId(),
          of.messageId(),
          of.campaignId(),
          of.purpose(),
          of.recipientKey(),
          of.to(),
          new Text(text),
          of.notBefore());
    }
  }

  private static void inParallel(List<Runnable> work) throws Exception {
    List<Callable<Void>> calls = new ArrayList<>();
    CyclicBarrier barrier = new CyclicBarrier(work.size());
    for (Runnable each : work) {
      calls.add(() -> {
        barrier.await();
        each.run();
        return null;
      });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
      for (Future<Void> done : threads.invokeAll(calls)) {
        done.get();
      }
    }
  }

  abstract static class Contract {

    final ScriptedCarrier carrier = new ScriptedCarrier();
    OutboxFixture fixture;

    abstract MceExtension mce();

    abstract Connection connection() throws SQLException;

    @BeforeEach
    void open() {
      fixture = new OutboxFixture(mce(), carrier);
    }

    @Test
    void what_is_enqueued_is_sent_once_and_accepted() {
      List<DispatchId> ids = fixture.enqueueOutreach(100);
      fixture.runDue();
      fixture.advance(Duration.ofDays(2));
      assertThat(fixture.states(ids)).containsOnly(DispatchState.ACCEPTED);
      assertThat(carrier.arrivals()).hasSize(100);
      assertThat(new HashSet<>(carrier.texts())).hasSize(100);
      assertThat(fixture.events()).hasSize(100).containsOnly("dispatch.accepted");
    }

    @Test
    void the_carrier_gets_our_id_as_reference_and_the_conversation_as_order() {
      OutboxFixture.Person person = fixture.person();
      DispatchId id = fixture.enqueue(person, Purpose.RESPONSE, "hello");
      fixture.runDue();
      assertThat(carrier.arrivals())
          .singleElement()
          .satisfies(arrival -> {
            assertThat(arrival.messageId()).isEqualTo(id.toString());
            assertThat(arrival.to()).isEqualTo(person.address().value());
            assertThat(arrival.accountId()).isEqualTo(fixture.account.toString());
          });
    }

    @Test
    void a_transaction_that_is_rolled_back_sends_nothing() {
      OutboxFixture.Person person = fixture.person();
      assertThatThrownBy(() ->
              fixture
                  .database()
                  .runInOrganization(
                      fixture.organizationId,
                      transaction -> {
                        fixture.enqueue(person, Purpose.OUTREACH, "never");
                        throw new IllegalStateException("rolled back");
                      }))
          .hasMessage("rolled back");
      fixture.runDue();
      assertThat(carrier.arrivals()).isEmpty();
    }

    @Test
    void a_repeated_reason_answers_with_the_first_dispatch() {
      DispatchRequest first = fixture.request(fixture.person(), Purpose.OUTREACH, "x");
      Outbox outbox = fixture.part(Outbox.class);
      Enqueued one = outbox.enqueue(fixture.actor, first);
      List<Enqueued> more =
          outbox.enqueueAll(
              fixture.actor,
              List.of(first, fixture.request(fixture.person(), Purpose.OUTREACH, "y"), first));
      assertThat(one.repeated()).isFalse();
      assertThat(more).extracting(Enqueued::repeated).containsExactly(true, false, true);
      assertThat(more.get(0).dispatchId()).isEqualTo(one.dispatchId());
      assertThat(more.get(2).dispatchId()).isEqualTo(one.dispatchId());
      fixture.runDue();
      assertThat(carrier.texts()).containsExactlyInAnyOrder("x", "y");
    }

    @Test
    void two_who_ask_for_the_same_at_the_same_time_get_one_dispatch() throws Exception {
      assertOneDispatchForOneReason();
    }

    @Test
    void the_test_of_that_fails_without_the_unique_key() throws Exception {
      try (Connection connection = connection();
          Statement statement = connection.createStatement()) {
        statement.execute("drop index mce_dispatch_by_dedup_key");
      }
      assertThatThrownBy(this::assertOneDispatchForOneReason).isInstanceOf(Throwable.class);
    }

    private void assertOneDispatchForOneReason() throws Exception {
      for (int round = 0; round < 5; round++) {
        OutboxFixture.Person person = fixture.person();
        DispatchRequest request = fixture.request(person, Purpose.OUTREACH, "round " + round);
        Set<DispatchId> answers = java.util.concurrent.ConcurrentHashMap.newKeySet();
        List<Runnable> askers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
          askers.add(() ->
              answers.add(fixture.part(Outbox.class).enqueue(fixture.actor, request).dispatchId()));
        }
        inParallel(askers);
        assertThat(answers).hasSize(1);
      }
      fixture.runDue();
      assertThat(carrier.texts())
          .containsExactlyInAnyOrder("round 0", "round 1", "round 2", "round 3", "round 4");
    }

    @Test
    void the_messages_of_a_conversation_go_in_order_and_people_first() {
      OutboxFixture.Person person = fixture.person();
      for (int i = 0; i < 5; i++) {
        fixture.enqueue(person, Purpose.OUTREACH, "o" + i);
      }
      fixture.enqueue(person, Purpose.HUMAN, "h0");
      fixture.enqueue(person, Purpose.HUMAN, "h1");
      fixture.runDue();
      assertThat(carrier.texts()).containsExactly("h0", "h1", "o0", "o1", "o2", "o3", "o4");
    }

    @Test
    void a_message_that_is_tried_again_keeps_its_place_in_the_conversation() {
      carrier.answers(message -> {
        if (carrier.arrivals().size() == 1) {
          throw new ProviderException(
              ErrorKind.UNAVAILABLE, null, "later", null, io.mce.spi.ErrorScope.MESSAGE, null);
        }
        return io.mce.spi.Accepted.of("remote-" + message.id());
      });
      OutboxFixture.Person person = fixture.person();
      fixture.enqueue(person, Purpose.OUTREACH, "first");
      fixture.enqueue(person, Purpose.OUTREACH, "second");
      fixture.runDue();
      assertThat(carrier.texts()).containsExactly("first");
      fixture.advance(Duration.ofSeconds(5));
      assertThat(carrier.texts()).containsExactly("first", "first", "second");
    }

    @Test
    void a_person_who_writes_does_not_wait_behind_a_campaign() {
      List<String> order = new ArrayList<>();
      OutboxFixture.Person person = fixture.person();
      fixture.enqueueOutreach(200);
      carrier.answers(message -> {
        synchronized (order) {
          if (order.isEmpty()) {
            fixture.enqueue(person, Purpose.HUMAN, "human");
          }
          order.add(((Text) message.content()).body());
        }
        return io.mce.spi.Accepted.of("remote-" + message.id());
      });
      fixture.runDue();
      assertThat(order).hasSize(201);
      assertThat(order.indexOf("human")).isLessThan(2 * LaneRun.BATCH);
    }

    @Test
    void many_messages_in_one_conversation_do_not_keep_others_waiting() {
      OutboxFixture.Person talkative = fixture.person();
      List<DispatchRequest> requests = new ArrayList<>();
      for (int i = 0; i < ClaimStore.WINDOW + 20; i++) {
        requests.add(fixture.request(talkative, Purpose.OUTREACH, "t" + i));
      }
      fixture.part(Outbox.class).enqueueAll(fixture.actor, requests);
      DispatchId other = fixture.enqueue(fixture.person(), Purpose.OUTREACH, "other");
      carrier.answers(message -> {
        if (message.content().equals(new Text("t0"))) {
          throw new ProviderException(
              ErrorKind.UNAVAILABLE, null, "later", null, io.mce.spi.ErrorScope.MESSAGE, null);
        }
        return io.mce.spi.Accepted.of("remote-" + message.id());
      });
      fixture.runDue();
      assertThat(fixture.state(other)).isEqualTo(DispatchState.ACCEPTED);
      assertThat(carrier.texts()).doesNotContain("t1");
    }

    @Test
    void a_campaign_is_counted_by_dispatch_and_by_person() {
      UUID campaign = fixture.campaign();
      List<OutboxFixture.Person> people = fixture.persons(3);
      Outbox outbox = fixture.part(Outbox.class);
      carrier.answers(message -> {
        if (message.content().equals(new Text("bad"))) {
          throw ProviderException.of(ErrorKind.INVALID_RECIPIENT, "no such number");
        }
        return io.mce.spi.Accepted.of("remote-" + message.id());
      });
      for (OutboxFixture.Person person : people) {
        for (String text : List.of("bad", person == people.getFirst() ? "bad" : "good")) {
          fixture.enqueue(
              fixture.request(
                  person, Purpose.OUTREACH, text, Optional.of(campaign), Optional.empty()));
        }
      }
      fixture.runDue();
      assertThat(outbox.stats(fixture.organizationId, campaign))
          .isEqualTo(Map.of(DispatchState.FAILED, 4L, DispatchState.ACCEPTED, 2L));
      assertThat(outbox.people(fixture.organizationId, campaign))
          .isEqualTo(Map.of(DispatchState.FAILED, 1L, DispatchState.ACCEPTED, 2L));
      assertThat(
              outbox.reached(
                  fixture.organizationId,
                  campaign,
                  List.of(people.get(0).leadId(), people.get(1).leadId())))
          .isEqualTo(
              Map.of(
                  people.get(0).leadId(),
                  DispatchState.FAILED,
                  people.get(1).leadId(),
                  DispatchState.ACCEPTED));
    }

    @Test
    void doubts_are_listed_oldest_first_over_pages() {
      carrier.answers(message -> {
        throw ProviderException.of(ErrorKind.OUTCOME_UNKNOWN, "timed out");
      });
      List<DispatchId> ids = fixture.enqueueOutreach(5);
      fixture.advance(Duration.ofHours(1));
      Outbox outbox = fixture.part(Outbox.class);
      Page<Dispatch> first = outbox.unknown(fixture.actor, PageRequest.first(3));
      Page<Dispatch> rest =
          outbox.unknown(
              fixture.actor,
              new PageRequest(3, Optional.of(first.nextCursor().orElseThrow().text())));
      List<DispatchId> listed = new ArrayList<>();
      first.items().forEach(each -> listed.add(each.id()));
      rest.items().forEach(each -> listed.add(each.id()));
      assertThat(listed).isEqualTo(ids);
      assertThat(rest.nextCursor()).isEmpty();
    }

    @Test
    void a_dispatch_of_another_organization_is_not_found() {
      DispatchId id = fixture.enqueue(fixture.person(), Purpose.OUTREACH, "x");
      Actor stranger =
          Actor.system(
              fixture.part(io.mce.organization.Organizations.class).ensure("other", "Other").id(),
              "test");
      assertThatThrownBy(() -> fixture.part(Outbox.class).get(stranger, id))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
  }
}
