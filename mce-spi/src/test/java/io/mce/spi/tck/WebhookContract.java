package io.mce.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.spi.ProviderEvent;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.WebhookReceiver;
import io.mce.spi.WebhookRequest;
import io.mce.spi.WebhookResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The webhook receiver: a pure function that takes what is genuine and nothing else. */
public interface WebhookContract extends ChannelContract {

  /** A receiver nobody posts to, or posts that nobody reads, is a mistake. */
  @Test
  default void there_is_a_receiver_if_and_only_if_the_remote_posts() {
    try (ChannelFixture channel = ChannelFixture.open(this)) {
      assertThat(channel.provider().feature(WebhookReceiver.class).isPresent())
          .as("feature(WebhookReceiver.class) against ScriptedRemote.webhookVariants()")
          .isEqualTo(channel.remote().webhookVariants().isPresent());
    }
  }

  /** The engine may read a stored request again. */
  @Test
  default void the_same_request_gives_the_same_result_on_any_instance() {
    try (ChannelFixture channel = ChannelFixture.open(this)) {
      for (WebhookRequest request : genuine(channel)) {
        WebhookResult first = receiver(channel).receive(request);
        assertThat(receiver(channel).receive(request)).isEqualTo(first);
        WebhookReceiver fresh = channel.another().feature(WebhookReceiver.class).orElseThrow();
        assertThat(fresh.receive(request)).isEqualTo(first);
      }
    }
  }

  /** Events are stored by the engine, before it replies. */
  @Test
  default void receiving_has_no_effect_of_its_own() {
    try (ChannelFixture channel = ChannelFixture.open(this)) {
      for (WebhookRequest request : genuine(channel)) {
        List<ProviderEvent> events = channel.context().events();
        Map<String, String> state = channel.context().state().entries("");
        int requests = channel.remote() instanceof NetworkRemote remote ? remote.requests() : 0;
        receiver(channel).receive(request);
        assertThat(channel.context().events()).as("receive must not emit").isEqualTo(events);
        assertThat(channel.context().state().entries(""))
            .as("receive must not change state")
            .isEqualTo(state);
        if (channel.remote() instanceof NetworkRemote remote) {
          assertThat(remote.requests()).as("receive must not call out").isEqualTo(requests);
        }
      }
    }
  }

  /** Anybody can post to a public address. */
  @Test
  default void what_is_not_signed_as_it_should_be_is_rejected() {
    try (ChannelFixture channel = ChannelFixture.open(this)) {
      for (WebhookRequest request : genuine(channel)) {
        WebhookVariants variants = channel.remote().webhookVariants().orElseThrow();
        assertRejected(channel, changed(request), "a changed body");
        assertRejected(channel, unsigned(request), "a missing signature");
        assertRejected(
            channel, variants.signedWithAnotherSecret(request), "another account's signature");
      }
    }
  }

  /** Carriers add fields without notice. */
  @Test
  default void unknown_fields_are_ignored() {
    try (ChannelFixture channel = ChannelFixture.open(this)) {
      for (WebhookRequest request : genuine(channel)) {
        WebhookVariants variants = channel.remote().webhookVariants().orElseThrow();
        assertThat(receiver(channel).receive(variants.withUnknownField(request)))
            .isEqualTo(receiver(channel).receive(request));
      }
    }
  }

  /** Carriers add kinds of events without notice. */
  @Test
  default void unknown_kinds_of_events_are_accepted_and_ignored() {
    try (ChannelFixture channel = ChannelFixture.open(this)) {
      channel
          .remote()
          .webhookVariants()
          .ifPresent(variants ->
              assertThat(receiver(channel).receive(variants.unknownEvent()))
                  .isInstanceOfSatisfying(
                      WebhookResult.Received.class,
                      received -> assertThat(received.events()).isEmpty()));
    }
  }

  /** Everything the remote can post about one message; nothing for a channel without webhooks. */
  private static List<WebhookRequest> genuine(ChannelFixture channel) {
    if (channel.remote().webhookVariants().isEmpty()) {
      return List.of();
    }
    String remoteId = channel.send().remoteId();
    List<WebhookRequest> requests = new ArrayList<>();
    requests.addAll(channel.remote().inbound(channel.remote().recipient(), "Hello"));
    for (ReceiptStatus status : ReceiptStatus.values()) {
      requests.addAll(channel.remote().report(remoteId, status));
    }
    assertThat(requests).as("a remote with webhooks posts something").isNotEmpty();
    return requests;
  }

  private static WebhookReceiver receiver(ChannelFixture channel) {
    return channel.provider().feature(WebhookReceiver.class).orElseThrow();
  }

  private static void assertRejected(ChannelFixture channel, WebhookRequest request, String what) {
    WebhookResult result = receiver(channel).receive(request);
    assertThat(result).as(what).isInstanceOf(WebhookResult.Rejected.class);
    channel.assertGivesNothingAway(
        ((WebhookResult.Rejected) result).reason(), "the reason of a rejection");
  }

  private static WebhookRequest changed(WebhookRequest request) {
    return request.withBody((request.text() + " ").getBytes(StandardCharsets.UTF_8));
  }

  private static WebhookRequest unsigned(WebhookRequest request) {
    return new WebhookRequest(
        request.method(),
        request.url(),
        Map.of(),
        request.query(),
        request.body(),
        request.receivedAt());
  }
}
