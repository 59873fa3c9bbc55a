package io.mce.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.spi.ChannelCapability;
import io.mce.spi.ChannelProfile;
import io.mce.spi.MessageIn;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderEvent;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.WebhookRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Receipts and inbound messages, by whichever way they come. */
public interface EventContract extends ChannelContract {

  /** Ticks, statistics and reconciliation live on receipts. */
  @Test
  default void declared_receipts_come_and_no_others() {
    try (ChannelFixture channel = ChannelFixture.open(this)) {
      Set<ReceiptStatus> declared = declared(channel.provider().profile());
      OutboundMessage message = channel.message();
      String remoteId = channel.provider().send(message).remoteId();
      for (ReceiptStatus status : ChannelFixture.RECEIPTS.keySet()) {
        if (declared.contains(status)) {
          Receipt receipt = channel.report(remoteId, status);
          assertThat(receipt.messageId())
              .as("the id of the message is echoed if and only if REFERENCE_ECHO is declared")
              .isEqualTo(
                  channel.provider().profile().can(ChannelCapability.REFERENCE_ECHO)
                      ? Optional.of(message.id())
                      : Optional.empty());
        } else {
          channel.deliver(channel.remote().report(remoteId, status));
        }
      }
      assertThat(channel.context().events())
          .filteredOn(Receipt.class::isInstance)
          .extracting(event -> ((Receipt) event).status())
          .as("receipts that are not declared must not come")
          .allMatch(status -> declared.contains(status) || status == ReceiptStatus.FAILED);
    }
  }

  /** Most errors come after the carrier has taken a message over. */
  @Test
  default void a_failure_after_acceptance_is_classified() {
    try (ChannelFixture channel = ChannelFixture.open(this)) {
      String remoteId = channel.send().remoteId();
      List<WebhookRequest> requests = channel.remote().report(remoteId, ReceiptStatus.FAILED);
      channel.deliver(requests);
      if (!requests.isEmpty()) {
        Receipt failed =
            channel
                .context()
                .await(
                    Receipt.class,
                    receipt -> receipt.status() == ReceiptStatus.FAILED,
                    ChannelFixture.patienceFor(requests))
                .orElseThrow(() -> new AssertionError("the remote reported FAILED: no receipt"));
        assertThat(failed.remoteId()).isEqualTo(remoteId);
        assertThat(failed.error()).isPresent();
      }
    }
  }

  /** A reply stops automations; a lost one does not. */
  @Test
  default void inbound_messages_come_if_and_only_if_declared() {
    try (ChannelFixture channel = ChannelFixture.open(this)) {
      String text = ChannelFixture.TEXT.body();
      List<WebhookRequest> requests = channel.remote().inbound(channel.remote().recipient(), text);
      channel.deliver(requests);
      if (!channel.provider().profile().can(ChannelCapability.INBOUND)) {
        assertThat(channel.context().events()).noneMatch(MessageIn.class::isInstance);
        return;
      }
      MessageIn message =
          channel
              .context()
              .await(MessageIn.class, in -> true, ChannelFixture.patienceFor(requests))
              .orElseThrow(() -> new AssertionError("INBOUND is declared: no MessageIn came"));
      assertThat(message.text()).isEqualTo(text);
      assertThat(message.from()).isEqualTo(channel.remote().recipient());
    }
  }

  /** Event ids are how repetitions are recognized, and they are logged. */
  @Test
  default void event_ids_are_distinct_short_and_impersonal() {
    try (ChannelFixture channel = ChannelFixture.open(this)) {
      String first = channel.send().remoteId();
      String second = channel.send().remoteId();
      Set<ReceiptStatus> declared = declared(channel.provider().profile());
      for (ReceiptStatus status : declared) {
        channel.report(first, status);
        channel.report(second, status);
      }
      if (channel.provider().profile().can(ChannelCapability.INBOUND)) {
        assertTwoInboundAreTwo(channel);
      }
      assertThat(channel.context().events())
          .extracting(ProviderEvent::eventId)
          .as("event ids: at most 200 characters, without personal data")
          .allMatch(id -> id.length() <= 200)
          .noneMatch(id -> id.contains(channel.remote().recipient().value()))
          .hasSizeGreaterThanOrEqualTo(2 * declared.size());
    }
  }

  private static void assertTwoInboundAreTwo(ChannelFixture channel) {
    for (String text : List.of("same", "same", "last")) {
      List<WebhookRequest> requests = channel.remote().inbound(channel.remote().recipient(), text);
      channel.deliver(requests);
      if (requests.isEmpty()) {
        channel
            .context()
            .await(
                MessageIn.class,
                in -> in.text().equals(text),
                ChannelFixture.patienceFor(requests));
      }
    }
    assertThat(channel.context().events())
        .filteredOn(MessageIn.class::isInstance)
        .as("two messages that say the same are two events")
        .hasSize(3);
  }

  private static Set<ReceiptStatus> declared(ChannelProfile profile) {
    Set<ReceiptStatus> declared = EnumSet.noneOf(ReceiptStatus.class);
    ChannelFixture.RECEIPTS.forEach((status, capability) -> {
      if (profile.can(capability)) {
        declared.add(status);
      }
    });
    return declared;
  }
}
