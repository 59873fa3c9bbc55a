package io.mce.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.lead.Automation;
import io.mce.lead.LeadId;
import io.mce.lead.Leads;
import io.mce.spi.ErrorKind;
import io.mce.spi.MessageIn;
import io.mce.spi.ProviderErrorDetail;
import io.mce.spi.ProviderEvent;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The answer to a send, receipts and a reply, in every order and with repetitions, through the real
 * stores. Each order has a person of its own; all of them live through their first event, then all
 * through their second, and so on.
 */
final class ReceiptOrderTest {

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

  /** What can happen to a message that is being sent. */
  private enum Event {
    ACCEPTED,
    LOST,
    REFUSED,
    UNAVAILABLE,
    SENT,
    DELIVERED,
    READ,
    FAILED,
    REPLY
  }

  abstract static class Contract {

    private static final String TOKEN = "worker";

    final ScriptedCarrier carrier = new ScriptedCarrier();
    private OutboxFixture fixture;
    private int events;

    abstract MceExtension mce();

    @BeforeEach
    void open() {
      fixture = new OutboxFixture(mce(), carrier);
    }

    /** What is left when everything has happened. */
    private record End(
        DispatchState state,
        Optional<String> reason,
        Automation automation,
        long bubbles,
        long unread,
        long receiptsPutAside) {}

    private record Case(List<Event> order, OutboxFixture.Person person, DispatchId id) {}

    @Test
    void everything_in_order_or_not_ends_as_read_and_paused() {
      End end =
          theOneEndOf(
              true, List.of(Event.ACCEPTED, Event.SENT, Event.DELIVERED, Event.READ, Event.REPLY));
      assertThat(end.state()).isEqualTo(DispatchState.READ);
      assertThat(end.automation().isActive()).isFalse();
      assertThat(end.receiptsPutAside()).isZero();
    }

    @Test
    void without_an_echo_early_receipts_wait_for_the_answer() {
      End end =
          theOneEndOf(
              false, List.of(Event.ACCEPTED, Event.SENT, Event.DELIVERED, Event.SENT, Event.REPLY));
      assertThat(end.state()).isEqualTo(DispatchState.DELIVERED);
      assertThat(end.receiptsPutAside()).isZero();
    }

    @Test
    void a_failure_outranks_what_was_sent_and_is_outranked_by_what_was_delivered() {
      assertThat(
              theOneEndOf(
                      false,
                      List.of(Event.ACCEPTED, Event.SENT, Event.FAILED, Event.FAILED, Event.REPLY))
                  .state())
          .isEqualTo(DispatchState.FAILED);
      assertThat(
              theOneEndOf(
                      false,
                      List.of(
                          Event.ACCEPTED, Event.DELIVERED, Event.FAILED, Event.SENT, Event.REPLY))
                  .state())
          .isEqualTo(DispatchState.DELIVERED);
    }

    @Test
    void a_lost_answer_is_settled_by_receipts_that_echo_our_id() {
      End end =
          theOneEndOf(
              true, List.of(Event.LOST, Event.SENT, Event.DELIVERED, Event.SENT, Event.REPLY));
      assertThat(end.state()).isEqualTo(DispatchState.DELIVERED);
    }

    @Test
    void a_refusal_does_not_undo_what_receipts_prove() {
      assertThat(
              theOneEndOf(
                      true,
                      List.of(Event.REFUSED, Event.DELIVERED, Event.SENT, Event.READ, Event.REPLY))
                  .state())
          .isEqualTo(DispatchState.READ);
    }

    @Test
    void a_reply_and_a_retry_in_either_order_send_nothing_more() {
      End end = theOneEndOf(true, List.of(Event.UNAVAILABLE, Event.REPLY, Event.REPLY));
      assertThat(end.state()).isEqualTo(DispatchState.CANCELLED);
      assertThat(end.reason()).contains("REPLIED");
      assertThat(carrier.arrivals()).isEmpty();
    }

    /** Lives through all orders of these events and returns the end that all of them have. */
    private End theOneEndOf(boolean echo, List<Event> multiset) {
      List<Case> cases = new ArrayList<>();
      Map<DispatchId, StoredDispatch> claimed = new HashMap<>();
      for (List<Event> order : permutations(multiset)) {
        OutboxFixture.Person person = fixture.person();
        DispatchRequest request = fixture.request(person, Purpose.OUTREACH, "hello");
        DispatchId id = fixture.enqueue(request);
        fixture.addMessage(request, id);
        cases.add(new Case(order, person, id));
      }
      claimAll(cases.size(), claimed);
      for (int step = 0; step < multiset.size(); step++) {
        List<ProviderEvent> told = new ArrayList<>();
        List<Finished> finished = new ArrayList<>();
        for (Case each : cases) {
          Event event = each.order().get(step);
          outcome(event)
              .ifPresentOrElse(
                  outcome -> finished.add(finished(claimed.get(each.id()), outcome)),
                  () -> told.add(told(each, event, echo)));
        }
        turn(finished, 0);
        fixture.receive(told);
        fixture.runDue();
      }
      fixture.advance(Duration.ofMinutes(1));
      Set<End> ends = new LinkedHashSet<>();
      for (Case each : cases) {
        ends.add(end(each));
      }
      assertThat(ends).as("%s, echo %s, %d orders", multiset, echo, cases.size()).hasSize(1);
      return ends.iterator().next();
    }

    private void claimAll(int count, Map<DispatchId, StoredDispatch> claimed) {
      fixture.part(LaneDesk.class).enter(fixture.organizationId, fixture.account, TOKEN);
      while (claimed.size() < count) {
        turn(List.of(), 64).claimed().forEach(each -> claimed.put(each.id(), each));
      }
    }

    private LaneDesk.Turn turn(List<Finished> finished, int limit) {
      return fixture
          .part(LaneDesk.class)
          .turn(
              fixture.organizationId, fixture.account, TOKEN, finished, limit, Duration.ofHours(1));
    }

    private static Finished finished(StoredDispatch dispatch, Outcome outcome) {
      Outcome named =
          outcome instanceof Outcome.Taken
              ? new Outcome.Taken("remote-" + dispatch.id(), Optional.empty())
              : outcome;
      return new Finished(dispatch, named);
    }

    private static Optional<Outcome> outcome(Event event) {
      return switch (event) {
        case ACCEPTED -> Optional.of(new Outcome.Taken("", Optional.empty()));
        case LOST -> Optional.of(Outcome.of(ErrorKind.OUTCOME_UNKNOWN, "timed out"));
        case REFUSED -> Optional.of(Outcome.of(ErrorKind.REFUSED, "no"));
        case UNAVAILABLE -> Optional.of(Outcome.of(ErrorKind.UNAVAILABLE, "not now"));
        case SENT, DELIVERED, READ, FAILED, REPLY -> Optional.empty();
      };
    }

    /** A carrier may repeat a report under another id, so each has one of its own. */
    private ProviderEvent told(Case each, Event event, boolean echo) {
      String eventId = "event-" + ++events;
      if (event == Event.REPLY) {
        return MessageIn.text(eventId, mce().clock().instant(), each.person().address(), "hm");
      }
      ReceiptStatus status = ReceiptStatus.valueOf(event.name());
      return new Receipt(
          eventId,
          mce().clock().instant(),
          "remote-" + each.id(),
          echo ? Optional.of(each.id().toString()) : Optional.empty(),
          status,
          status == ReceiptStatus.FAILED
              ? Optional.of(ProviderErrorDetail.of(ErrorKind.FILTERED, "withheld"))
              : Optional.empty(),
          Optional.empty());
    }

    private End end(Case each) {
      Dispatch dispatch = fixture.dispatch(each.id());
      return new End(
          dispatch.state(),
          dispatch.reason(),
          fixture
              .part(Leads.class)
              .get(fixture.actor, new LeadId(each.person().leadId()))
              .automation(),
          fixture.count(
              "select count(*) as n from mce_message where organization_id = :organizationId"
                  + " and direction = 'INBOUND' and lead_id = '"
                  + each.person().leadId()
                  + "'"),
          fixture.count(
              "select unread as n from mce_conversation where organization_id = :organizationId"
                  + " and id = '"
                  + each.person().conversationId()
                  + "'"),
          fixture.count(
              "select count(*) as n from mce_pending_receipt where organization_id ="
                  + " :organizationId and remote_id = 'remote-"
                  + each.id()
                  + "'"));
    }

    private static Set<List<Event>> permutations(List<Event> events) {
      if (events.isEmpty()) {
        return Set.of(List.of());
      }
      Set<List<Event>> all = new LinkedHashSet<>();
      for (int i = 0; i < events.size(); i++) {
        List<Event> rest = new ArrayList<>(events);
        Event first = rest.remove(i);
        for (List<Event> tail : permutations(rest)) {
          List<Event> whole = new ArrayList<>(List.of(first));
          whole.addAll(tail);
          all.add(whole);
        }
      }
      return all;
    }
  }
}
