package io.mce.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.kernel.PageRequest;
import io.mce.notification.Notice;
import io.mce.provider.AccountId;
import io.mce.provider.HealthState;
import io.mce.provider.ProviderAccountChange;
import io.mce.provider.ProviderAccountDraft;
import io.mce.provider.ReceivedEvents;
import io.mce.spi.Accepted;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ErrorKind;
import io.mce.spi.Health;
import io.mce.spi.HealthNotice;
import io.mce.spi.ProviderException;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of the messages of an account that goes down. */
final class FailoverTest {

  private static final Duration HOUR = Duration.ofHours(1);

  /** So many messages without a receipt are suspicious; the machine that says so is not visible. */
  private static final int UNHEARD = 10;

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

    final ScriptedCarrier carrier = new ScriptedCarrier();
    private OutboxFixture fixture;
    private int told;

    abstract MceExtension mce();

    @BeforeEach
    void open() {
      fixture = new OutboxFixture(mce(), carrier);
    }

    private DispatchId later(OutboxFixture.Person person, Purpose purpose, String text) {
      return fixture.enqueue(
          fixture.request(
              person,
              purpose,
              text,
              Optional.empty(),
              Optional.of(mce().clock().instant().plus(HOUR))));
    }

    private List<DispatchId> later(int count) {
      List<DispatchId> ids = new ArrayList<>();
      for (OutboxFixture.Person person : fixture.persons(count)) {
        ids.add(later(person, Purpose.OUTREACH, "text " + ids.size()));
      }
      return ids;
    }

    private void says(AccountId account, Health health) {
      fixture
          .part(ReceivedEvents.class)
          .store(
              fixture.organizationId,
              account,
              List.of(new HealthNotice("h" + told++, mce().clock().instant(), health)));
      fixture.runDue();
    }

    private void goesDown() {
      says(fixture.account, Health.down("Banned for spam."));
    }

    private List<String> notices() {
      return fixture.engine().notices().list(fixture.actor, PageRequest.first()).items().stream()
          .map(Notice::text)
          .toList();
    }

    private AccountId named(String name) {
      return fixture
          .engine()
          .providerAccounts()
          .create(fixture.actor, new ProviderAccountDraft(ScriptedCarrier.PROVIDER, name, Map.of()))
          .id();
    }

    private AccountId ofAnotherMedium() {
      carrier.with(profile ->
          ChannelProfile.of("OTHER", profile.addresses(), profile.capabilities())
              .withPace(64, 100_000)
              .withSendTimeout(profile.sendTimeout()));
      return named("Other");
    }

    private void allowOtherMedia() {
      fixture
          .engine()
          .routing()
          .change(fixture.actor, new RoutingPolicy(List.of(), List.of(), true), 0);
    }

    @Test
    void what_waits_at_an_account_that_goes_down_goes_by_the_next_one() {
      AccountId second = named("Second");
      List<DispatchId> ids = later(600);
      goesDown();
      assertThat(ids)
          .allSatisfy(id ->
              assertThat(fixture.dispatch(id))
                  .returns(second, Dispatch::account)
                  .returns(DispatchState.QUEUED, Dispatch::state));
      assertThat(carrier.arrivals()).as("not before it is due").isEmpty();
      fixture.advance(HOUR);
      assertThat(fixture.states(ids)).containsOnly(DispatchState.ACCEPTED);
      assertThat(carrier.arrivals())
          .hasSize(600)
          .extracting(ScriptedCarrier.Arrival::accountId)
          .containsOnly(second.toString());
    }

    @Test
    void an_administrator_is_told_once_what_became_of_them() {
      named("Second");
      later(3);
      goesDown();
      assertThat(notices())
          .containsExactly(
              "The channel \"Scripted\" does not work any more: Banned for spam. 3 messages that"
                  + " waited go by \"Second\".");
      says(fixture.account, Health.up());
      goesDown();
      assertThat(notices()).as("the same trouble").hasSize(1);
      says(fixture.account, Health.up());
      fixture.advance(Duration.ofHours(2));
      goesDown();
      assertThat(notices()).as("another one").hasSize(2);
    }

    @Test
    void what_no_other_account_can_carry_waits_and_is_told() {
      DispatchId id = later(1).getFirst();
      goesDown();
      assertThat(fixture.dispatch(id))
          .returns(fixture.account, Dispatch::account)
          .returns(DispatchState.QUEUED, Dispatch::state);
      assertThat(notices())
          .containsExactly(
              "The channel \"Scripted\" does not work any more: Banned for spam. 1 message waits"
                  + " for its repair, because no other channel can carry it.");
      AccountId second = named("Second");
      fixture.runDue();
      assertThat(fixture.dispatch(id).account()).as("until one can").isEqualTo(second);
    }

    @Test
    void another_medium_takes_over_only_where_the_policy_says_so() {
      AccountId other = ofAnotherMedium();
      DispatchId id = later(1).getFirst();
      goesDown();
      assertThat(fixture.dispatch(id).account()).isEqualTo(fixture.account);
      allowOtherMedia();
      fixture.runDue();
      assertThat(fixture.dispatch(id))
          .returns(other, Dispatch::account)
          .returns("OTHER", Dispatch::channel);
      fixture.advance(HOUR);
      assertThat(fixture.state(id)).isEqualTo(DispatchState.ACCEPTED);
    }

    @Test
    void a_refused_message_stays_with_its_medium_too() {
      AccountId other = ofAnotherMedium();
      carrier.answers(message -> {
        if (carrier.arrivals().getLast().accountId().equals(fixture.account.toString())) {
          throw ProviderException.of(ErrorKind.ACCOUNT_SUSPENDED, "banned");
        }
        return Accepted.of("remote-" + message.id());
      });
      DispatchId id = fixture.enqueueOutreach(1).getFirst();
      fixture.runDue();
      assertThat(fixture.dispatch(id))
          .returns(fixture.account, Dispatch::account)
          .returns(DispatchState.QUEUED, Dispatch::state);
      allowOtherMedia();
      fixture.runDue();
      assertThat(fixture.dispatch(id))
          .returns(other, Dispatch::account)
          .returns(DispatchState.ACCEPTED, Dispatch::state);
    }

    @Test
    void the_order_of_the_policy_decides_who_takes_over() {
      AccountId second = named("Second");
      AccountId third = named("Third");
      fixture
          .engine()
          .routing()
          .change(fixture.actor, new RoutingPolicy(List.of(), List.of(third, second), false), 0);
      List<DispatchId> ids = later(2);
      goesDown();
      assertThat(ids).allSatisfy(id -> assertThat(fixture.dispatch(id).account()).isEqualTo(third));
    }

    @Test
    void nothing_that_a_carrier_may_have_is_moved() {
      AccountId second = named("Second");
      carrier.answers(message -> {
        throw ProviderException.of(ErrorKind.OUTCOME_UNKNOWN, "timed out");
      });
      DispatchId doubt = fixture.enqueueOutreach(1).getFirst();
      fixture.runDue();
      assertThat(fixture.state(doubt)).isEqualTo(DispatchState.UNKNOWN);
      List<DispatchId> queued = later(3);
      fixture.update(
          "update mce_dispatch set state = 'SENDING', lease_until = 9999999999999, lease_token ="
              + " 'x' where organization_id = :organizationId and id = '"
              + queued.get(0)
              + "'");
      fixture.update(
          "update mce_dispatch set repeat_until = 9999999999999 where organization_id ="
              + " :organizationId and id = '"
              + queued.get(1)
              + "'");
      goesDown();
      assertThat(fixture.dispatch(doubt).account()).isEqualTo(fixture.account);
      assertThat(fixture.dispatch(queued.get(0)).account()).isEqualTo(fixture.account);
      assertThat(fixture.dispatch(queued.get(1)).account()).isEqualTo(fixture.account);
      assertThat(fixture.dispatch(queued.get(2)).account()).isEqualTo(second);
    }

    @Test
    void the_order_within_a_conversation_is_kept() {
      named("Second");
      OutboxFixture.Person person = fixture.person();
      for (int i = 0; i < 5; i++) {
        later(person, Purpose.OUTREACH, "text " + i);
      }
      later(person, Purpose.HUMAN, "first");
      goesDown();
      fixture.advance(HOUR.plusMinutes(1));
      assertThat(carrier.texts())
          .containsExactly("first", "text 0", "text 1", "text 2", "text 3", "text 4");
    }

    @Test
    void what_waited_for_a_limit_of_the_account_goes_by_the_next_one_in_its_order() {
      AccountId second = named("Second");
      SendingLimits limits = fixture.engine().sendingLimits();
      limits.change(
          fixture.actor,
          SendingRules.NONE.withAccounts(
              List.of(new SendingRules.AccountCap(fixture.account, DailyCap.of(1)))),
          limits.get(fixture.actor).version());
      fixture.enqueueOutreach(1);
      fixture.runDue();
      OutboxFixture.Person person = fixture.person();
      DispatchId waiting = fixture.enqueue(person, Purpose.OUTREACH, "one");
      fixture.runDue();
      assertThat(fixture.dispatch(waiting).reason()).contains("DAILY_CAP");
      goesDown();
      fixture.enqueue(fixture.by(second, fixture.request(person, Purpose.OUTREACH, "two")));
      fixture.advance(Duration.ofMinutes(1));
      assertThat(carrier.texts()).endsWith("one", "two");
      assertThat(fixture.dispatch(waiting))
          .returns(second, Dispatch::account)
          .returns(Optional.empty(), Dispatch::reason);
    }

    @Test
    void what_a_gate_holds_goes_on_being_held() {
      AccountId second = named("Second");
      OutboxFixture.Person person = fixture.person();
      fixture
          .gate()
          .hold(fixture.organizationId, person.leadId(), GateEffect.OUTREACH_ONLY, "TEST");
      DispatchId id = fixture.enqueue(person, Purpose.OUTREACH, "held");
      fixture.runDue();
      assertThat(fixture.dispatch(id).heldBy()).contains(person.leadId());
      goesDown();
      fixture.advance(HOUR);
      assertThat(fixture.dispatch(id))
          .returns(second, Dispatch::account)
          .returns(Optional.of(person.leadId()), Dispatch::heldBy);
      assertThat(carrier.arrivals()).isEmpty();
      fixture.gate().release(fixture.organizationId, person.leadId());
      fixture.runDue();
      assertThat(fixture.state(id)).isEqualTo(DispatchState.ACCEPTED);
    }

    @Test
    void what_is_put_in_for_an_account_that_is_down_goes_another_way() {
      AccountId second = named("Second");
      carrier.answers(message -> {
        if (carrier.arrivals().getLast().accountId().equals(fixture.account.toString())) {
          throw ProviderException.of(ErrorKind.ACCOUNT_SUSPENDED, "banned");
        }
        return Accepted.of("remote-" + message.id());
      });
      fixture.enqueueOutreach(1);
      fixture.runDue();
      List<DispatchId> late = fixture.enqueueOutreach(50);
      fixture.advance(Duration.ofSeconds(5));
      assertThat(fixture.states(late)).containsOnly(DispatchState.ACCEPTED);
      assertThat(late)
          .allSatisfy(id -> assertThat(fixture.dispatch(id).account()).isEqualTo(second));
    }

    @Test
    void late_receipts_of_the_account_that_is_down_find_their_messages() {
      named("Second");
      DispatchId before = fixture.enqueueOutreach(1).getFirst();
      fixture.runDue();
      assertThat(fixture.state(before)).isEqualTo(DispatchState.ACCEPTED);
      DispatchId after = later(1).getFirst();
      goesDown();
      fixture.advance(HOUR);
      fixture.receive(
          Receipt.of("remote-" + before, ReceiptStatus.DELIVERED, mce().clock().instant()));
      fixture.runDue();
      assertThat(fixture.dispatch(before))
          .returns(DispatchState.DELIVERED, Dispatch::state)
          .returns(fixture.account, Dispatch::account);
      assertThat(fixture.state(after)).isEqualTo(DispatchState.ACCEPTED);
    }

    @Test
    void an_account_that_is_switched_off_takes_nothing_over() {
      AccountId second = named("Second");
      fixture
          .engine()
          .providerAccounts()
          .update(fixture.actor, second, ProviderAccountChange.enabled(false), 1);
      DispatchId id = later(1).getFirst();
      goesDown();
      assertThat(fixture.dispatch(id).account()).isEqualTo(fixture.account);
    }

    @Test
    void a_carrier_that_reports_nothing_any_more_needs_attention() {
      fixture.enqueueOutreach(UNHEARD);
      fixture.advance(Duration.ofMinutes(10));
      assertThat(health()).isEqualTo(HealthState.DEGRADED);
      for (ScriptedCarrier.Arrival each : carrier.arrivals()) {
        fixture.receive(
            Receipt.of(
                "remote-" + each.messageId(), ReceiptStatus.DELIVERED, mce().clock().instant()));
      }
      fixture.advance(Duration.ofMinutes(1));
      assertThat(health()).isEqualTo(HealthState.UP);
    }

    private HealthState health() {
      return fixture.engine().providerAccounts().get(fixture.actor, fixture.account).health();
    }
  }
}
