package io.mce.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import io.mce.engine.EngineParts;
import io.mce.engine.MceEngine;
import io.mce.engine.MceEngineBuilder;
import io.mce.spi.Accepted;
import io.mce.spi.ErrorKind;
import io.mce.spi.LookupResult;
import io.mce.spi.ProviderException;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The worker dies at each labelled point; another engine finds what it left. */
final class CrashTest {

  @Nested
  final class OnSqlite extends Contract {
    @RegisterExtension final MceExtension mce = MceExtension.sqlite().with(this::prepared);

    @Override
    MceExtension mce() {
      return mce;
    }

    // One process has the file, so the first engine is closed: its worker is dead already.
    @Override
    MceEngine next() {
      return mce.restart();
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    @RegisterExtension final MceExtension mce = MceExtension.postgres().with(this::prepared);

    @Override
    MceExtension mce() {
      return mce;
    }

    // The first engine stays as it is, as on a node that has lost its power.
    @Override
    MceEngine next() {
      MceEngine next = mce.newEngine();
      next.start();
      return next;
    }
  }

  /** Ends the worker without giving it a chance to tidy up. */
  private static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  abstract static class Contract {

    private static final int PEOPLE = 20;

    final ScriptedCarrier carrier = new ScriptedCarrier();
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private volatile Optional<SendProbe.Point> crashAt = Optional.empty();
    private volatile SendGuards guards = SendGuards.RIGHT;
    private OutboxFixture fixture;
    private @Nullable MceEngine second;

    abstract MceExtension mce();

    abstract MceEngine next();

    MceEngineBuilder prepared(MceEngineBuilder builder) {
      return EngineParts.replacing(
          builder.provider(carrier.factory()),
          new AbstractModule() {
            @Override
            protected void configure() {
              bind(SendProbe.class).toInstance(Contract.this::passed);
              bind(SendGuards.class).toInstance(guards);
            }
          });
    }

    private void passed(SendProbe.Point point) {
      if (crashAt.filter(point::equals).isPresent()) {
        throw new Crash();
      }
    }

    @BeforeEach
    void open() {
      carrier.answers(message -> {
        taken.add(message.id());
        return Accepted.of("remote-" + message.id());
      });
    }

    @AfterEach
    void close() {
      if (second != null) {
        second.close();
      }
    }

    private List<DispatchId> crash(SendProbe.Point point) {
      fixture = new OutboxFixture(mce(), carrier);
      List<DispatchId> ids = fixture.enqueueOutreach(PEOPLE);
      crashAt = Optional.of(point);
      assertThatThrownBy(fixture::runDue).isInstanceOf(Crash.class);
      crashAt = Optional.empty();
      second = next();
      fixture.use(second);
      return ids;
    }

    private void assertNothingTwice() {
      assertThat(carrier.arrivals())
          .extracting(ScriptedCarrier.Arrival::messageId)
          .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(SendProbe.Point.class)
    void nothing_is_sent_twice_and_every_doubt_is_listed(SendProbe.Point point) {
      List<DispatchId> ids = crash(point);
      fixture.advance(Duration.ofHours(1));
      assertNothingTwice();
      assertThat(ids)
          .allSatisfy(id ->
              assertThat(fixture.state(id)).isIn(DispatchState.ACCEPTED, DispatchState.UNKNOWN));
      long doubts = ids.stream().filter(id -> fixture.state(id) == DispatchState.UNKNOWN).count();
      assertThat(doubts > 0).isEqualTo(point != SendProbe.Point.BEFORE_CLAIM);
      assertThat(
              fixture
                  .part(Outbox.class)
                  .unknown(fixture.actor, io.mce.kernel.PageRequest.first())
                  .items())
          .hasSize((int) doubts);
    }

    @ParameterizedTest
    @EnumSource(SendProbe.Point.class)
    void a_carrier_that_can_be_asked_leaves_no_doubt(SendProbe.Point point) {
      carrier.canBeAsked(request ->
          taken.contains(request.messageId())
              ? LookupResult.found("remote-" + request.messageId())
              : LookupResult.notFound());
      List<DispatchId> ids = crash(point);
      fixture.advance(Duration.ofHours(1));
      assertNothingTwice();
      assertThat(fixture.states(ids)).containsOnly(DispatchState.ACCEPTED);
      assertThat(taken)
          .isEqualTo(ids.stream().map(DispatchId::toString).collect(Collectors.toSet()));
    }

    @Test
    void the_test_notices_when_lost_sends_are_simply_queued_again() {
      guards = new SendGuards(DispatchState.QUEUED, true);
      // The engine of the first half is built before this line; only the one that finds counts.
      crash(SendProbe.Point.BEFORE_RESULT_STORED);
      fixture.advance(Duration.ofHours(1));
      assertThatThrownBy(this::assertNothingTwice).isInstanceOf(AssertionError.class);
    }

    @Test
    void a_carrier_that_recognizes_repetitions_gets_the_message_again_after_the_time_out() {
      carrier.isIdempotent();
      List<DispatchId> ids = crash(SendProbe.Point.AFTER_CLAIM);
      fixture.advance(Duration.ofSeconds(16));
      assertThat(carrier.arrivals()).hasSize(0);
      assertThat(fixture.states(ids)).contains(DispatchState.UNKNOWN);
      fixture.advance(Duration.ofMinutes(1));
      assertThat(fixture.states(ids)).containsOnly(DispatchState.ACCEPTED);
      assertNothingTwice();
    }

    @Test
    void a_repetition_that_fails_leaves_the_doubt_about_the_first_send() {
      carrier.isIdempotent();
      carrier.answers(message -> {
        throw ProviderException.of(ErrorKind.UNAUTHORIZED, "the token has ended");
      });
      List<DispatchId> ids = crash(SendProbe.Point.AFTER_CLAIM);
      fixture.advance(Duration.ofDays(2));
      assertThat(carrier.arrivals()).isNotEmpty();
      assertThat(fixture.states(ids)).containsOnly(DispatchState.UNKNOWN);
    }

    @Test
    void a_repetition_that_was_held_too_long_to_be_recognized_is_not_sent() {
      carrier.isIdempotent();
      List<DispatchId> ids = crash(SendProbe.Point.AFTER_CLAIM);
      fixture.advance(Duration.ofSeconds(16));
      UUID lead = fixture.dispatch(ids.getFirst()).leadId();
      fixture.gate().hold(fixture.organizationId, lead, GateEffect.ALL, "HELD");
      fixture.advance(Duration.ofDays(2));
      assertThat(fixture.states(ids)).contains(DispatchState.QUEUED, DispatchState.ACCEPTED);
      int before = carrier.arrivals().size();
      fixture.gate().release(fixture.organizationId, lead);
      fixture.advance(Duration.ofMinutes(1));
      assertThat(fixture.state(ids.getFirst())).isEqualTo(DispatchState.UNKNOWN);
      assertThat(carrier.arrivals()).hasSize(before);
    }

    @Test
    void cancelling_a_repetition_does_not_end_the_doubt() {
      carrier.isIdempotent();
      List<DispatchId> ids = crash(SendProbe.Point.AFTER_CLAIM);
      fixture.advance(Duration.ofSeconds(16));
      UUID lead = fixture.dispatch(ids.getFirst()).leadId();
      fixture.gate().hold(fixture.organizationId, lead, GateEffect.ALL, "HELD");
      fixture.advance(Duration.ofMinutes(5));
      fixture.gate().stop(fixture.organizationId, lead, GateEffect.ALL, "CAMPAIGN_CANCELLED");
      assertThat(fixture.state(ids.getFirst())).isEqualTo(DispatchState.UNKNOWN);
    }

    @Test
    void a_receipt_that_echoes_our_id_settles_a_doubt() {
      List<DispatchId> ids = crash(SendProbe.Point.BEFORE_RESULT_STORED);
      fixture.advance(Duration.ofHours(1));
      DispatchId doubt = ids.getFirst();
      assertThat(fixture.state(doubt)).isEqualTo(DispatchState.UNKNOWN);
      fixture.receive(
          io.mce.spi.Receipt.of(
                  "remote-x", io.mce.spi.ReceiptStatus.DELIVERED, mce().clock().instant())
              .withMessageId(doubt.toString()));
      fixture.runDue();
      assertThat(fixture.state(doubt)).isEqualTo(DispatchState.DELIVERED);
    }

    @Test
    void an_answer_of_a_worker_that_was_replaced_changes_nothing() {
      fixture = new OutboxFixture(mce(), carrier);
      carrier.canBeAsked(request -> LookupResult.notFound());
      DispatchId id = fixture.enqueue(fixture.person(), Purpose.OUTREACH, "hello");
      LaneDesk desk = fixture.part(LaneDesk.class);
      desk.enter(fixture.organizationId, fixture.account, "old");
      StoredDispatch claimed = turn("old", List.of(), 1).claimed().getFirst();
      fixture.advance(Duration.ofMinutes(2));
      assertThat(fixture.state(id)).isEqualTo(DispatchState.ACCEPTED);
      assertThat(fixture.dispatch(id).attempts()).isEqualTo(2);

      LaneDesk.Turn failed =
          turn("old", List.of(new Finished(claimed, Outcome.of(ErrorKind.REFUSED, "no"))), 5);
      assertThat(failed.lane()).isEmpty();
      assertThat(failed.claimed()).isEmpty();
      assertThat(fixture.state(id)).isEqualTo(DispatchState.ACCEPTED);
      turn("old", List.of(new Finished(claimed, Outcome.of(ErrorKind.OUTCOME_UNKNOWN, "lost"))), 0);
      turn("old", List.of(new Finished(claimed, Outcome.of(ErrorKind.UNAVAILABLE, "down"))), 0);
      assertThat(fixture.state(id)).isEqualTo(DispatchState.ACCEPTED);
      fixture.advance(Duration.ofMinutes(10));
      assertThat(carrier.arrivals()).hasSize(1);
    }

    @Test
    void a_late_answer_settles_its_own_doubt() {
      fixture = new OutboxFixture(mce(), carrier);
      DispatchId id = fixture.enqueue(fixture.person(), Purpose.OUTREACH, "hello");
      fixture.part(LaneDesk.class).enter(fixture.organizationId, fixture.account, "old");
      StoredDispatch claimed = turn("old", List.of(), 1).claimed().getFirst();
      fixture.advance(Duration.ofMinutes(2));
      assertThat(fixture.state(id)).isEqualTo(DispatchState.UNKNOWN);
      turn(
          "old",
          List.of(new Finished(claimed, new Outcome.Taken("remote-1", Optional.empty()))),
          0);
      assertThat(fixture.state(id)).isEqualTo(DispatchState.ACCEPTED);
    }

    private LaneDesk.Turn turn(String token, List<Finished> finished, int limit) {
      return fixture
          .part(LaneDesk.class)
          .turn(
              fixture.organizationId,
              fixture.account,
              token,
              finished,
              limit,
              Duration.ofSeconds(15));
    }
  }
}
