package io.mce.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.event.Events;
import io.mce.event.RecordedEvent;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.spi.ErrorKind;
import io.mce.spi.LookupResult;
import io.mce.spi.ProviderException;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people decide about messages of which nobody knows whether the carrier has them. */
final class DoubtsTest {

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
  }

  abstract static class Contract {

    /** Longer than a send can take. */
    private static final Duration OVER = Duration.ofSeconds(11);

    final ScriptedCarrier carrier = new ScriptedCarrier();
    OutboxFixture fixture;

    abstract MceExtension mce();

    @BeforeEach
    void open() {
      fixture = new OutboxFixture(mce(), carrier);
    }

    private Deliveries deliveries() {
      return fixture.engine().deliveries();
    }

    private void answersAreLost() {
      carrier.answers(message -> {
        throw ProviderException.of(ErrorKind.OUTCOME_UNKNOWN, "time-out");
      });
    }

    /** A message whose answer was lost; the carrier takes the next ones. */
    private Doubt doubt() {
      // Several lost answers in a row would give the account a pause.
      fixture.update(
          "update mce_lane set failures = 0, paused_until = null, pause_reason = null"
              + " where organization_id = :organizationId");
      answersAreLost();
      DispatchId id = fixture.enqueue(fixture.person(), Purpose.HUMAN, "Hi");
      fixture.runDue();
      assertThat(fixture.state(id)).isEqualTo(DispatchState.UNKNOWN);
      carrier.accepts();
      return new Doubt(id, fixture.dispatch(id).attempts());
    }

    private Delivery decide(Doubt doubt, DoubtDecision decision) {
      return deliveries().decide(fixture.actor, doubt, decision);
    }

    private void assertRefused(Doubt doubt, DoubtDecision decision, ErrorCode code) {
      assertThatThrownBy(() -> decide(doubt, decision))
          .isInstanceOfSatisfying(MceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private List<RecordedEvent> decisions() {
      return fixture.part(Events.class).since(fixture.actor, 0, 10_000).events().stream()
          .filter(event -> event.name().equals("dispatch.decided"))
          .toList();
    }

    @Test
    void what_arrived_counts_as_sent_and_its_receipts_go_on_from_there() {
      Doubt doubt = doubt();
      Delivery settled = decide(doubt, DoubtDecision.ARRIVED);
      assertThat(settled.dispatch().state()).isEqualTo(DispatchState.SENT);
      assertThat(settled.dispatch().reason()).contains(Deliveries.ARRIVED);
      assertThat(settled.attempts().getFirst().state()).isEqualTo(AttemptState.UNKNOWN);
      assertThat(fixture.events())
          .containsSubsequence("dispatch.accepted", "dispatch.sent", "dispatch.decided");
      assertThat(decisions().getFirst().actorId()).isEqualTo(fixture.actor.id());
      fixture.receive(
          Receipt.of("x", ReceiptStatus.DELIVERED, mce().clock().instant())
              .withMessageId(doubt.dispatchId().toString()));
      fixture.runDue();
      assertThat(fixture.state(doubt.dispatchId())).isEqualTo(DispatchState.DELIVERED);
    }

    @Test
    void what_is_given_up_counts_as_failed_and_is_sent_no_more() {
      Doubt doubt = doubt();
      Delivery settled = decide(doubt, DoubtDecision.GIVE_UP);
      assertThat(settled.dispatch().state()).isEqualTo(DispatchState.FAILED);
      assertThat(settled.dispatch().reason()).contains(Deliveries.GIVEN_UP);
      assertThat(fixture.events()).contains("dispatch.failed");
      fixture.advance(Duration.ofDays(2));
      assertThat(carrier.arrivals()).hasSize(1);
      assertThat(
              deliveries()
                  .list(
                      fixture.actor,
                      DeliveryFilter.ALL.failed(Deliveries.GIVEN_UP),
                      PageRequest.first())
                  .items())
          .hasSize(1);
    }

    @Test
    void it_is_sent_again_only_once_the_first_send_is_surely_over() {
      Doubt doubt = doubt();
      assertRefused(doubt, DoubtDecision.SEND_AGAIN, ErrorCode.WRONG_STATE);
      assertThat(
              deliveries()
                  .undecided(fixture.actor, PageRequest.first())
                  .items()
                  .getFirst()
                  .againFrom())
          .contains(mce().clock().instant().plusSeconds(10));
      fixture.advance(OVER);
      assertThat(decide(doubt, DoubtDecision.SEND_AGAIN).dispatch().state())
          .isEqualTo(DispatchState.QUEUED);
      fixture.runDue();
      assertThat(carrier.arrivals()).hasSize(2);
      assertThat(fixture.state(doubt.dispatchId())).isEqualTo(DispatchState.ACCEPTED);
      assertThat(deliveries().get(fixture.actor, doubt.dispatchId()).attempts())
          .extracting(DeliveryAttempt::state)
          .containsExactly(AttemptState.UNKNOWN, AttemptState.ACCEPTED);
      assertRefused(doubt, DoubtDecision.SEND_AGAIN, ErrorCode.CONFLICT);
    }

    @Test
    void an_old_message_that_is_sent_again_has_its_patience_back() {
      Doubt doubt = doubt();
      fixture.advance(Duration.ofDays(3));
      decide(doubt, DoubtDecision.SEND_AGAIN);
      carrier.answers(message -> {
        throw ProviderException.of(ErrorKind.UNAVAILABLE, "no connection");
      });
      fixture.runDue();
      assertThat(fixture.state(doubt.dispatchId())).isEqualTo(DispatchState.QUEUED);
      carrier.accepts();
      fixture.advance(Duration.ofMinutes(2));
      assertThat(fixture.state(doubt.dispatchId())).isEqualTo(DispatchState.ACCEPTED);
    }

    @Test
    void a_carrier_is_asked_again_where_it_can_be_asked() {
      Doubt first = doubt();
      assertRefused(first, DoubtDecision.ASK, ErrorCode.WRONG_STATE);
      AtomicInteger asked = new AtomicInteger();
      AtomicReference<LookupResult> answer =
          new AtomicReference<>(LookupResult.unknown("cannot say"));
      carrier.canBeAsked(request -> {
        asked.incrementAndGet();
        return answer.get();
      });
      assertThat(deliveries().undecided(fixture.actor, PageRequest.first()).items().getFirst())
          .extracting(UndecidedDelivery::askable)
          .isEqualTo(true);
      fixture.advance(Duration.ofHours(5));
      int before = asked.get();
      answer.set(new LookupResult.Found("remote-7", Optional.empty(), Optional.empty()));
      decide(first, DoubtDecision.ASK);
      fixture.runDue();
      assertThat(asked.get()).isEqualTo(before + 1);
      assertThat(fixture.state(first.dispatchId())).isEqualTo(DispatchState.ACCEPTED);
      assertThat(carrier.arrivals()).hasSize(1);
    }

    @Test
    void what_is_known_by_now_is_not_decided_about() {
      Doubt doubt = doubt();
      fixture.receive(
          Receipt.of("x", ReceiptStatus.READ, mce().clock().instant())
              .withMessageId(doubt.dispatchId().toString()));
      fixture.runDue();
      for (DoubtDecision decision : DoubtDecision.values()) {
        assertRefused(doubt, decision, ErrorCode.CONFLICT);
      }
      assertThat(fixture.state(doubt.dispatchId())).isEqualTo(DispatchState.READ);
      assertThat(decisions()).isEmpty();
    }

    @Test
    void a_decision_about_an_attempt_is_none_about_the_next_one() {
      Doubt doubt = doubt();
      answersAreLost();
      fixture.advance(OVER);
      decide(doubt, DoubtDecision.SEND_AGAIN);
      fixture.runDue();
      assertThat(fixture.state(doubt.dispatchId())).isEqualTo(DispatchState.UNKNOWN);
      assertRefused(doubt, DoubtDecision.GIVE_UP, ErrorCode.CONFLICT);
      decide(new Doubt(doubt.dispatchId(), 2), DoubtDecision.GIVE_UP);
      assertThat(fixture.state(doubt.dispatchId())).isEqualTo(DispatchState.FAILED);
    }

    @Test
    void what_is_forgotten_is_not_sent_again_and_can_be_given_up() {
      Doubt doubt = doubt();
      fixture.advance(OVER);
      fixture.update(
          "update mce_dispatch set content_sealed = '' where organization_id = :organizationId");
      assertRefused(doubt, DoubtDecision.SEND_AGAIN, ErrorCode.WRONG_STATE);
      assertRefused(doubt, DoubtDecision.ASK, ErrorCode.WRONG_STATE);
      decide(doubt, DoubtDecision.GIVE_UP);
    }

    @Test
    void many_are_decided_about_one_by_one() {
      List<Doubt> doubts = new ArrayList<>(List.of(doubt(), doubt(), doubt()));
      decide(doubts.get(1), DoubtDecision.ARRIVED);
      doubts.add(doubts.getFirst());
      DoubtResults results = deliveries().decideAll(fixture.actor, doubts, DoubtDecision.GIVE_UP);
      assertThat(results.done()).isEqualTo(2);
      assertThat(results.refusals())
          .singleElement()
          .satisfies(refusal -> {
            assertThat(refusal.dispatchId()).isEqualTo(doubts.get(1).dispatchId());
            assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT);
          });
      assertThat(deliveries().undecided(fixture.actor, PageRequest.first()).items()).isEmpty();
    }

    @Test
    void the_oldest_doubt_comes_first() {
      List<DispatchId> ids = List.of(doubt().dispatchId(), doubt().dispatchId());
      assertThat(deliveries().undecided(fixture.actor, PageRequest.first()).items())
          .extracting(each -> each.delivery().dispatch().id())
          .containsExactlyElementsOf(ids);
      assertThat(deliveries().undecided(fixture.actor, PageRequest.first(1)).nextCursor())
          .isPresent();
    }

    /** The carrier says that it does not have the message while a person sends it again. */
    @Test
    void who_sends_again_while_the_carrier_is_asked_does_not_send_twice() {
      Doubt doubt = doubt();
      carrier.canBeAsked(request -> {
        if (fixture.state(doubt.dispatchId()) == DispatchState.UNKNOWN) {
          decide(doubt, DoubtDecision.SEND_AGAIN);
        }
        return LookupResult.notFound();
      });
      mce().clock().set(mce().clock().instant().plus(OVER));
      fixture.advance(Duration.ofMinutes(5));
      assertThat(carrier.arrivals()).hasSize(2);
      assertThat(fixture.state(doubt.dispatchId())).isEqualTo(DispatchState.ACCEPTED);
    }

    /** The carrier says that it does not have the message while a person says that it arrived. */
    @Test
    void what_a_person_settles_while_the_carrier_is_asked_is_not_sent() {
      for (DoubtDecision decision : List.of(DoubtDecision.ARRIVED, DoubtDecision.GIVE_UP)) {
        Doubt doubt = doubt();
        int before = carrier.arrivals().size();
        carrier.canBeAsked(request -> {
          if (fixture.state(doubt.dispatchId()) == DispatchState.UNKNOWN) {
            decide(doubt, decision);
          }
          return LookupResult.notFound();
        });
        mce().clock().set(mce().clock().instant().plus(OVER));
        fixture.advance(Duration.ofMinutes(5));
        assertThat(carrier.arrivals()).hasSize(before);
      }
    }

    @Test
    void people_and_the_reconciler_at_one_time_send_once_more_at_most() throws Exception {
      long seed = System.nanoTime();
      System.out.println("DoubtsTest seed " + seed);
      SplittableRandom random = new SplittableRandom(seed);
      carrier.canBeAsked(request -> LookupResult.notFound());
      try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
        for (int round = 0; round < 40; round++) {
          Doubt doubt = doubt();
          int before = carrier.arrivals().size();
          mce().clock().set(mce().clock().instant().plus(OVER));
          CyclicBarrier together = new CyclicBarrier(3);
          List<Future<?>> all = new ArrayList<>();
          for (int person = 0; person < 2; person++) {
            DoubtDecision decision =
                DoubtDecision.values()[random.nextInt(DoubtDecision.values().length)];
            all.add(
                threads.submit(() -> {
                  together.await();
                  try {
                    decide(doubt, decision);
                  } catch (MceException e) {
                    assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
                  }
                  return null;
                }));
          }
          all.add(
              threads.submit(() -> {
                together.await();
                fixture.runDue();
                return null;
              }));
          for (Future<?> each : all) {
            each.get();
          }
          fixture.advance(Duration.ofMinutes(1));
          assertThat(carrier.arrivals().size() - before)
              .as("seed %d, round %d", seed, round)
              .isLessThanOrEqualTo(1);
          assertThat(fixture.state(doubt.dispatchId()).isOpen()).isFalse();
        }
      }
    }
  }
}
