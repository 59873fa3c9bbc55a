package io.mce.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.provider.AccountId;
import io.mce.spi.Accepted;
import io.mce.spi.ErrorKind;
import io.mce.spi.ErrorScope;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderException;
import io.mce.spi.Remedy;
import io.mce.spi.Text;
import io.mce.testing.MceExtension;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the outbox does about each kind of error, and how fast it goes. */
final class RemedyTest {

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
    OutboxFixture fixture;

    abstract MceExtension mce();

    @BeforeEach
    void open() {
      fixture = new OutboxFixture(mce(), carrier);
    }

    private DispatchId outreach(String text) {
      return fixture.enqueue(fixture.person(), Purpose.OUTREACH, text);
    }

    /** Fails messages of one text, and takes all others over. */
    private void failing(String text, RuntimeException failure) {
      answering(
          text,
          message -> {
            throw failure;
          });
    }

    private void answering(String text, Function<OutboundMessage, Accepted> answer) {
      carrier.answers(message ->
          message.content().equals(new Text(text))
              ? answer.apply(message)
              : Accepted.of("remote-" + message.id()));
    }

    private long sends(String text) {
      return carrier.texts().stream().filter(text::equals).count();
    }

    private List<Instant> timesOf(String text) {
      return carrier.arrivals().stream()
          .filter(arrival -> arrival.text().equals(text))
          .map(ScriptedCarrier.Arrival::at)
          .toList();
    }

    @Test
    void what_was_surely_not_sent_is_tried_again_with_growing_pauses() {
      failing("x", ProviderException.of(ErrorKind.UNAVAILABLE, "no connection"));
      DispatchId id = outreach("x");
      fixture.advance(Duration.ofMinutes(7));
      Instant start = MceExtension.START;
      assertThat(timesOf("x"))
          .startsWith(
              start,
              start.plusSeconds(1),
              start.plusSeconds(1 + 4),
              start.plusSeconds(1 + 4 + 15),
              start.plusSeconds(1 + 4 + 15 + 60),
              start.plusSeconds(1 + 4 + 15 + 60 + 300));
      assertThat(fixture.dispatch(id).reason()).contains("UNAVAILABLE");
      carrier.accepts();
      fixture.advance(Duration.ofMinutes(5));
      assertThat(fixture.state(id)).isEqualTo(DispatchState.ACCEPTED);
      assertThat(fixture.dispatch(id).reason()).isEmpty();
    }

    @Test
    void an_account_in_trouble_is_tried_with_one_message_and_not_with_all() {
      carrier.answers(message -> {
        throw ProviderException.of(ErrorKind.UNAVAILABLE, "no connection");
      });
      List<DispatchId> ids = fixture.enqueueOutreach(30);
      fixture.runDue();
      int first = carrier.arrivals().size();
      fixture.advance(Duration.ofMinutes(3));
      assertThat(carrier.arrivals().size() - first).isBetween(1, 5);
      assertThat(fixture.states(ids)).containsOnly(DispatchState.QUEUED);
      carrier.accepts();
      fixture.advance(Duration.ofMinutes(10));
      assertThat(fixture.states(ids)).containsOnly(DispatchState.ACCEPTED);
    }

    @Test
    void a_message_that_fails_for_its_own_sake_is_given_up_and_stops_nobody() {
      failing(
          "x",
          new ProviderException(
              ErrorKind.UNAVAILABLE, null, "this one", null, ErrorScope.MESSAGE, null));
      DispatchId id = outreach("x");
      DispatchId other = outreach("other");
      fixture.runDue();
      assertThat(fixture.state(other)).isEqualTo(DispatchState.ACCEPTED);
      fixture.advance(Duration.ofHours(1));
      assertThat(fixture.state(id)).isEqualTo(DispatchState.FAILED);
      assertThat(fixture.dispatch(id).attempts()).isEqualTo(RetryPolicy.MAX_FAILURES);
      assertThat(fixture.events()).containsOnlyOnce("dispatch.failed");
    }

    @Test
    void after_a_day_of_trouble_a_message_is_given_up_and_told() {
      failing("x", ProviderException.of(ErrorKind.UNAVAILABLE, "no connection"));
      DispatchId id = outreach("x");
      fixture.advance(Duration.ofHours(23));
      assertThat(fixture.state(id)).isEqualTo(DispatchState.QUEUED);
      fixture.advance(Duration.ofHours(2));
      assertThat(fixture.state(id)).isEqualTo(DispatchState.FAILED);
      assertThat(fixture.dispatch(id).reason()).contains("UNAVAILABLE");
    }

    @Test
    void a_rate_limit_pauses_the_account_and_counts_for_nobody() {
      failing(
          "x",
          ProviderException.rateLimited(ErrorScope.ACCOUNT, Duration.ofMinutes(20), "too fast"));
      DispatchId id = outreach("x");
      fixture.runDue();
      DispatchId later = outreach("later");
      fixture.advance(Duration.ofMinutes(19));
      assertThat(carrier.texts()).containsExactly("x");
      assertThat(fixture.states(List.of(id, later))).containsOnly(DispatchState.QUEUED);
      assertThat(failures(id)).isZero();
      carrier.accepts();
      fixture.advance(Duration.ofMinutes(1));
      assertThat(fixture.states(List.of(id, later))).containsOnly(DispatchState.ACCEPTED);
    }

    @Test
    void rate_limits_without_end_never_use_up_the_attempts() {
      failing(
          "x",
          ProviderException.rateLimited(ErrorScope.ACCOUNT, Duration.ofMinutes(1), "too fast"));
      DispatchId id = outreach("x");
      fixture.advance(Duration.ofMinutes(30));
      assertThat(sends("x")).isGreaterThan(2 * RetryPolicy.MAX_FAILURES);
      assertThat(fixture.state(id)).isEqualTo(DispatchState.QUEUED);
      assertThat(failures(id)).isZero();
    }

    @Test
    void a_rate_limit_of_one_recipient_stops_only_this_one() {
      failing(
          "x",
          ProviderException.rateLimited(ErrorScope.RECIPIENT, Duration.ofMinutes(1), "too fast"));
      DispatchId id = outreach("x");
      DispatchId other = outreach("other");
      fixture.runDue();
      DispatchId third = outreach("third");
      fixture.runDue();
      assertThat(fixture.states(List.of(other, third))).containsOnly(DispatchState.ACCEPTED);
      carrier.accepts();
      fixture.advance(Duration.ofMinutes(1));
      assertThat(fixture.state(id)).isEqualTo(DispatchState.ACCEPTED);
    }

    private long failures(DispatchId id) {
      return fixture.count(
          "select failures as n from mce_dispatch where organization_id = :organizationId and id ="
              + " '"
              + id
              + "'");
    }

    @Test
    void a_lost_answer_is_a_doubt_and_nothing_is_sent_again() {
      failing("x", ProviderException.of(ErrorKind.OUTCOME_UNKNOWN, "timed out"));
      DispatchId id = outreach("x");
      fixture.advance(Duration.ofDays(10));
      assertThat(fixture.state(id)).isEqualTo(DispatchState.UNKNOWN);
      assertThat(sends("x")).isEqualTo(1);
      assertThat(fixture.events()).containsExactly("dispatch.unknown");
    }

    @Test
    void a_doubt_delays_automation_a_while_and_a_person_not_at_all() {
      failing("x", ProviderException.of(ErrorKind.OUTCOME_UNKNOWN, "timed out"));
      OutboxFixture.Person person = fixture.person();
      fixture.enqueue(person, Purpose.OUTREACH, "x");
      fixture.runDue();
      DispatchId next = fixture.enqueue(person, Purpose.OUTREACH, "next");
      DispatchId human = fixture.enqueue(person, Purpose.HUMAN, "human");
      fixture.runDue();
      assertThat(fixture.state(human)).isEqualTo(DispatchState.ACCEPTED);
      fixture.advance(RetryPolicy.UNKNOWN_BLOCKS.minusSeconds(1));
      assertThat(fixture.state(next)).isEqualTo(DispatchState.QUEUED);
      fixture.advance(Duration.ofSeconds(2));
      assertThat(fixture.state(next)).isEqualTo(DispatchState.ACCEPTED);
    }

    @Test
    void answers_that_are_lost_one_after_the_other_make_the_account_pause() {
      carrier.answers(message -> {
        throw ProviderException.of(ErrorKind.OUTCOME_UNKNOWN, "timed out");
      });
      fixture.enqueueOutreach(64 + 50);
      fixture.runDue();
      // The first batch was under way; after it one at a time, and then a pause.
      assertThat(carrier.arrivals().size()).isBetween(64, 64 + 4);
    }

    @Test
    void giving_up_is_final_and_tells_the_kind() {
      List<ErrorKind> kinds =
          Arrays.stream(ErrorKind.values())
              .filter(kind -> kind.remedy() == Remedy.GIVE_UP)
              .toList();
      carrier.answers(message -> {
        String kind = ((Text) message.content()).body();
        throw ProviderException.of(ErrorKind.valueOf(kind), "code-7", "because");
      });
      List<DispatchId> ids = kinds.stream().map(kind -> outreach(kind.name())).toList();
      fixture.advance(Duration.ofDays(2));
      for (int i = 0; i < ids.size(); i++) {
        Dispatch dispatch = fixture.dispatch(ids.get(i));
        assertThat(dispatch.state()).isEqualTo(DispatchState.FAILED);
        assertThat(dispatch.reason()).contains(kinds.get(i).name());
        assertThat(dispatch.detail()).contains("because");
        assertThat(dispatch.attempts()).isEqualTo(1);
      }
      assertThat(kinds).isNotEmpty();
    }

    @Test
    void another_account_takes_over_what_the_first_certainly_did_not_send() {
      AccountId second = fixture.newAccount();
      carrier.answers(message -> {
        if (carrier.arrivals().getLast().accountId().equals(fixture.account.toString())) {
          throw ProviderException.of(ErrorKind.UNAUTHORIZED, "expired");
        }
        return Accepted.of("remote-" + message.id());
      });
      DispatchId id = outreach("x");
      fixture.runDue();
      assertThat(fixture.state(id)).isEqualTo(DispatchState.ACCEPTED);
      assertThat(fixture.dispatch(id).account()).isEqualTo(second);
      assertThat(carrier.arrivals())
          .extracting(ScriptedCarrier.Arrival::accountId)
          .containsExactly(fixture.account.toString(), second.toString());
    }

    @Test
    void without_another_account_messages_wait_for_the_repair() {
      failing("x", ProviderException.of(ErrorKind.UNAUTHORIZED, "expired"));
      DispatchId id = outreach("x");
      fixture.advance(Duration.ofMinutes(30));
      assertThat(fixture.state(id)).isEqualTo(DispatchState.QUEUED);
      carrier.accepts();
      fixture.advance(Duration.ofMinutes(5));
      assertThat(fixture.state(id)).isEqualTo(DispatchState.ACCEPTED);
    }

    @Test
    void a_person_whom_no_account_reaches_is_told_as_failed() {
      failing("x", ProviderException.of(ErrorKind.UNREACHABLE, "not on this network"));
      DispatchId id = outreach("x");
      fixture.runDue();
      assertThat(fixture.state(id)).isEqualTo(DispatchState.FAILED);
    }

    @Test
    void whatever_a_plugin_throws_is_a_doubt_about_this_message_only() {
      List<Function<OutboundMessage, Accepted>> plugins =
          List.of(
              message -> {
                throw new IllegalStateException("bug");
              },
              message -> {
                throw new StackOverflowError();
              },
              message -> {
                throw new AssertionError();
              },
              message -> {
                throw Contract.<RuntimeException>sneaky(new IOException("checked"));
              },
              message -> null);
      for (int i = 0; i < plugins.size(); i++) {
        answering("x" + i, plugins.get(i));
        DispatchId bad = outreach("x" + i);
        DispatchId good = outreach("good");
        fixture.runDue();
        assertThat(fixture.state(bad)).as("plugin %d", i).isEqualTo(DispatchState.UNKNOWN);
        assertThat(fixture.state(good)).as("plugin %d", i).isEqualTo(DispatchState.ACCEPTED);
      }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E sneaky(Throwable thrown) throws E {
      throw (E) thrown;
    }

    @Test
    void a_message_that_cannot_be_read_fails_alone() {
      DispatchId poison = outreach("poison");
      DispatchId good = outreach("good");
      fixture.update(
          "update mce_dispatch set content_sealed = 's1.AAAA' where organization_id ="
              + " :organizationId and id = '"
              + poison
              + "'");
      fixture.runDue();
      assertThat(fixture.state(poison)).isEqualTo(DispatchState.FAILED);
      assertThat(fixture.dispatch(poison).reason()).contains("INVALID_REQUEST");
      assertThat(fixture.state(good)).isEqualTo(DispatchState.ACCEPTED);
    }

    @Test
    void a_call_that_does_not_return_is_given_up_and_its_late_answer_counts() throws Exception {
      carrier.with(profile -> profile.withPace(2, 1000).withSendTimeout(Duration.ofMillis(50)));
      AccountId hasty = fixture.newAccount();
      CountDownLatch hanging = new CountDownLatch(1);
      answering(
          "x",
          message -> {
            awaitUninterruptibly(hanging);
            return Accepted.of("remote-" + message.id());
          });
      DispatchId stuck = fixture.enqueue(by(hasty, "x"));
      DispatchId good = fixture.enqueue(by(hasty, "good"));
      fixture.runDue();
      assertThat(fixture.state(stuck)).isEqualTo(DispatchState.UNKNOWN);
      assertThat(fixture.state(good)).isEqualTo(DispatchState.ACCEPTED);
      hanging.countDown();
      Instant giveUp = Instant.now().plusSeconds(20);
      while (fixture.state(stuck) == DispatchState.UNKNOWN && Instant.now().isBefore(giveUp)) {
        fixture.runDue();
        Thread.onSpinWait();
      }
      assertThat(fixture.state(stuck)).isEqualTo(DispatchState.ACCEPTED);
      assertThat(sends("x")).isEqualTo(1);
    }

    private DispatchRequest by(AccountId account, String text) {
      DispatchRequest of = fixture.request(fixture.person(account), Purpose.OUTREACH, text);
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
          of.content(),
          of.notBefore());
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
      while (true) {
        try {
          latch.await();
          return;
        } catch (InterruptedException e) {
          // A plugin that does not care.
        }
      }
    }

    @Test
    void an_account_is_paced_as_its_profile_says() {
      carrier.with(profile -> profile.withPace(4, 10));
      AccountId slow = fixture.newAccount();
      for (int i = 0; i < 25; i++) {
        fixture.enqueue(by(slow, "m" + i));
      }
      fixture.runDue();
      assertThat(carrier.arrivals()).hasSize(1);
      fixture.advance(Duration.ofSeconds(1));
      assertThat(carrier.arrivals().size()).isBetween(10, 11);
      fixture.advance(Duration.ofSeconds(1));
      assertThat(carrier.arrivals().size()).isBetween(20, 21);
      fixture.advance(Duration.ofSeconds(1));
      assertThat(carrier.arrivals()).hasSize(25);
    }
  }
}
