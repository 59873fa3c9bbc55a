package io.mce.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.provider.AccountId;
import io.mce.spi.Content;
import io.mce.spi.ErrorKind;
import io.mce.spi.LookupResult;
import io.mce.spi.ProviderException;
import io.mce.spi.ReplyWindow;
import io.mce.spi.Template;
import io.mce.spi.Text;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What waited until its carrier takes no free text for the person any more. */
final class ClosedWindowTest {

  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration HOUR = Duration.ofHours(1);

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

    final ScriptedCarrier carrier =
        new ScriptedCarrier().with(profile -> profile.withReplyWindow(ReplyWindow.HOURS_24));
    private OutboxFixture fixture;
    private OutboxFixture.Person ana;

    abstract MceExtension mce();

    @BeforeEach
    void open() {
      fixture = new OutboxFixture(mce(), carrier);
      ana = fixture.person();
    }

    private void wrote(OutboxFixture.Person person) {
      fixture
          .database()
          .inOrganization(
              fixture.organizationId,
              transaction ->
                  transaction
                      .update(
                          """
                          update mce_conversation set last_inbound_at = :now
                          where organization_id = :organizationId and id = :id
                          """)
                      .bind("now", mce().clock().instant())
                      .bind("id", person.conversationId())
                      .execute());
    }

    /** An answer that waits, as for the end of quiet hours. */
    private DispatchId waiting(Content content, Duration wait) {
      Instant due = mce().clock().instant().plus(wait);
      DispatchRequest request =
          fixture.request(ana, Purpose.HUMAN, "Hi", Optional.empty(), Optional.of(due));
      return fixture.enqueue(fixture.saying(content, request));
    }

    @Test
    void free_text_that_waited_for_too_long_does_not_reach_the_carrier() {
      wrote(ana);
      DispatchId inTime = waiting(new Text("Hi"), DAY.minusMinutes(1));
      DispatchId late = waiting(new Text("Hello?"), DAY.plusMinutes(1));
      fixture.advance(DAY.plus(HOUR));
      assertThat(fixture.state(inTime)).isEqualTo(DispatchState.ACCEPTED);
      assertThat(fixture.state(late)).isEqualTo(DispatchState.FAILED);
      assertThat(fixture.dispatch(late).reason()).contains(ErrorKind.WINDOW_CLOSED.name());
      assertThat(fixture.events()).contains("dispatch.failed");
      assertThat(carrier.texts()).containsExactly("Hi");
    }

    @Test
    void a_template_goes_however_long_it_waited() {
      DispatchId id = waiting(new Template("order", "en", Map.of()), DAY.plus(HOUR));
      fixture.advance(DAY.plus(HOUR.multipliedBy(2)));
      assertThat(fixture.state(id)).isEqualTo(DispatchState.ACCEPTED);
    }

    @Test
    void who_writes_meanwhile_is_answered() {
      wrote(ana);
      DispatchId id = waiting(new Text("Hi"), DAY.plus(HOUR));
      fixture.advance(HOUR.multipliedBy(3));
      wrote(ana);
      fixture.advance(DAY);
      assertThat(fixture.state(id)).isEqualTo(DispatchState.ACCEPTED);
    }

    @Test
    void what_the_person_wrote_to_another_account_counts_there_only() {
      AccountId other = fixture.newAccount();
      wrote(ana);
      DispatchId id = fixture.enqueue(fixture.by(other, fixture.request(ana, Purpose.HUMAN, "Hi")));
      fixture.runDue();
      assertThat(fixture.dispatch(id).reason()).contains(ErrorKind.WINDOW_CLOSED.name());
      assertThat(carrier.arrivals()).isEmpty();
    }

    @Test
    void what_the_carrier_never_had_is_not_sent_once_its_time_is_over() {
      carrier.canBeAsked(request -> LookupResult.unknown("away"));
      DispatchId id = inDoubt();
      fixture.advance(DAY.minus(HOUR));
      carrier.canBeAsked(request ->
          fixture.mce.clock().instant().isBefore(fixture.dispatch(id).createdAt().plus(DAY))
              ? LookupResult.unknown("away")
              : LookupResult.notFound());
      fixture.advance(DAY);
      assertThat(fixture.state(id)).isEqualTo(DispatchState.FAILED);
      assertThat(carrier.arrivals()).hasSize(1);
    }

    private DispatchId inDoubt() {
      wrote(ana);
      carrier.answers(message -> {
        throw ProviderException.of(ErrorKind.OUTCOME_UNKNOWN, "time-out");
      });
      DispatchId id = fixture.enqueue(ana, Purpose.HUMAN, "Hi");
      fixture.runDue();
      assertThat(fixture.state(id)).isEqualTo(DispatchState.UNKNOWN);
      carrier.accepts();
      return id;
    }

    private Doubt doubt(DispatchId id) {
      return new Doubt(id, fixture.dispatch(id).attempts());
    }

    private Delivery decide(DispatchId id, DoubtDecision decision) {
      return fixture.engine().deliveries().decide(fixture.actor, doubt(id), decision);
    }

    @Test
    void who_sends_again_too_late_hears_it_at_once() {
      DispatchId id = inDoubt();
      fixture.advance(DAY);
      assertThatThrownBy(() -> decide(id, DoubtDecision.SEND_AGAIN))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WINDOW_CLOSED));
      assertThat(
              fixture
                  .engine()
                  .deliveries()
                  .decideAll(fixture.actor, List.of(doubt(id)), DoubtDecision.SEND_AGAIN)
                  .refusals())
          .singleElement()
          .extracting(DoubtResults.Refusal::code)
          .isEqualTo(ErrorCode.WINDOW_CLOSED);
      assertThat(fixture.state(id)).isEqualTo(DispatchState.UNKNOWN);
      wrote(ana);
      decide(id, DoubtDecision.SEND_AGAIN);
      fixture.runDue();
      assertThat(fixture.state(id)).isEqualTo(DispatchState.ACCEPTED);
      assertThat(carrier.arrivals()).hasSize(2);
    }

    @Test
    void what_is_sent_again_in_time_and_waits_until_it_is_late_stays_here() {
      DispatchId id = inDoubt();
      fixture.advance(DAY.minusSeconds(1));
      decide(id, DoubtDecision.SEND_AGAIN);
      mce().clock().add(Duration.ofSeconds(1));
      fixture.runDue();
      assertThat(fixture.dispatch(id).reason()).contains(ErrorKind.WINDOW_CLOSED.name());
      assertThat(carrier.arrivals()).hasSize(1);
    }
  }
}
