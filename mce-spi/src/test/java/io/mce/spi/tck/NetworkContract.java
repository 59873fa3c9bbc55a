package io.mce.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mce.spi.DeliveryLookup;
import io.mce.spi.ErrorKind;
import io.mce.spi.LookupRequest;
import io.mce.spi.LookupResult;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderException;
import io.mce.spi.Remedy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the carrier says no to, and what the network does. The engine's promises rest on these. */
public interface NetworkContract extends ChannelContract {

  /** Every carrier has a way to say these. */
  Set<ErrorKind> USUAL_REFUSALS =
      Set.of(
          ErrorKind.RATE_LIMITED,
          ErrorKind.OUTCOME_UNKNOWN,
          ErrorKind.UNAUTHORIZED,
          ErrorKind.INVALID_RECIPIENT,
          ErrorKind.REFUSED);

  @Override
  NetworkRemote startRemote();

  /** Accounts are made in a transaction and at start-up, with no network. */
  @Test
  default void creating_a_provider_makes_no_network_call() {
    try (NetworkRemote remote = startRemote();
        RecordingContext context = new RecordingContext()) {
      ChannelFixture.create(factory(), remote.settings(), context).close();
      assertThat(remote.requests()).isZero();
    }
  }

  /** A script with gaps proves nothing. */
  @Test
  default void the_script_knows_how_the_carrier_says_the_usual_things() {
    try (NetworkRemote remote = startRemote()) {
      assertThat(remote.refusals().keySet())
          .as("REFUSED: a code that the plugin does not know; OUTCOME_UNKNOWN: a plain HTTP 500")
          .containsAll(USUAL_REFUSALS);
    }
  }

  /** The kind decides what the engine does. */
  @TestFactory
  default Stream<DynamicTest> refusals_are_classified() {
    try (NetworkRemote remote = startRemote()) {
      return remote.refusals().keySet().stream()
          .sorted()
          .map(kind -> DynamicTest.dynamicTest("classifies_" + kind, () -> assertClassified(kind)));
    }
  }

  /** Nothing has left: the engine tries again. */
  @Test
  default void a_remote_that_is_away_is_unavailable() {
    try (NetworkRemote remote = startRemote();
        ChannelFixture channel = ChannelFixture.on(this, remote)) {
      remote.goAway();
      assertThat(channel.refused(channel.message()).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
      assertThatCode(channel.provider()::health)
          .as("trouble with the remote is an answer of health, not an exception")
          .doesNotThrowAnyException();
    }
  }

  /** The message was taken over: sending it again would reach the person twice. */
  @Test
  default void a_lost_answer_is_an_unknown_outcome_and_is_not_retried() {
    try (NetworkRemote remote = startRemote();
        ChannelFixture channel = ChannelFixture.on(this, remote)) {
      channel.send();
      remote.loseNextAnswer();
      OutboundMessage message = channel.message();
      ProviderException lost = channel.refused(message);
      assertThat(lost.kind()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN);
      assertThat(remote.accepted())
          .as("the plugin or its HTTP client must not send again by itself")
          .hasSize(2);
      lookup(channel, message)
          .ifPresent(result ->
              assertThat(result)
                  .as("the remote has the message: it must not be called missing")
                  .isNotInstanceOf(LookupResult.NotFound.class));
    }
  }

  /** A worker waits for the answer, but not for ever. */
  @Test
  default void an_answer_that_never_comes_ends_in_the_declared_time() {
    try (NetworkRemote remote = startRemote();
        ChannelFixture channel = ChannelFixture.on(this, remote)) {
      Duration declared = channel.provider().profile().sendTimeout();
      assumeTrue(
          declared.compareTo(Duration.ofSeconds(5)) <= 0,
          "too long to wait for here; make the time-out a setting to have it checked");
      remote.hangNext();
      assertTimeoutPreemptively(
          declared.plusMillis(500),
          () ->
              assertThat(channel.refused(channel.message()).kind())
                  .isEqualTo(ErrorKind.OUTCOME_UNKNOWN),
          "send must end within ChannelProfile.sendTimeout()");
    }
  }

  /** Not being able to ask is no answer. */
  @Test
  default void a_lookup_at_a_remote_that_is_away_finds_nothing_out() {
    try (NetworkRemote remote = startRemote();
        ChannelFixture channel = ChannelFixture.on(this, remote)) {
      OutboundMessage message = channel.message();
      channel.provider().send(message);
      remote.goAway();
      lookup(channel, message)
          .ifPresent(result -> assertThat(result).isNotInstanceOf(LookupResult.NotFound.class));
    }
  }

  private void assertClassified(ErrorKind kind) {
    try (NetworkRemote remote = startRemote();
        ChannelFixture channel = ChannelFixture.on(this, remote)) {
      Optional.ofNullable(remote.refusals().get(kind)).orElseThrow().run();
      ProviderException refusal = channel.refused(channel.message());
      assertThat(refusal.kind()).isEqualTo(kind);
      if (kind == ErrorKind.RATE_LIMITED) {
        assertThat(refusal.retryAfter())
            .as("a rate limit says how long to wait, by the carrier's word or the plugin's")
            .hasValueSatisfying(wait -> assertThat(wait).isPositive());
      }
      if (kind.remedy() != Remedy.RECONCILE) {
        assertThat(remote.accepted()).as("a refused message was not taken over").isEmpty();
      }
      int before = remote.accepted().size();
      channel.send();
      assertThat(remote.accepted()).as("the next message goes through").hasSize(before + 1);
    }
  }

  /** Empty when the channel has no lookup, or could not ask and said so. */
  private static Optional<LookupResult> lookup(ChannelFixture channel, OutboundMessage message) {
    LookupRequest request = channel.lookupOf(message, Optional.empty());
    try {
      return channel.provider().feature(DeliveryLookup.class).map(found -> found.lookup(request));
    } catch (ProviderException e) {
      return Optional.empty();
    }
  }
}
