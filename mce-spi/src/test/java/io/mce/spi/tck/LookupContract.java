package io.mce.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.spi.DeliveryLookup;
import io.mce.spi.LookupResult;
import io.mce.spi.OutboundMessage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Asking what became of a message, for channels that have {@link DeliveryLookup}. */
public interface LookupContract extends ChannelContract {

  /** "Not found" releases a message for another send. */
  @Test
  default void an_accepted_message_is_found_or_unknown_but_never_missing() {
    try (ChannelFixture channel = ChannelFixture.open(this)) {
      channel.provider().feature(DeliveryLookup.class).ifPresent(lookup -> check(channel, lookup));
    }
  }

  /** A message that never left must not be taken for sent. */
  @Test
  default void a_message_that_was_never_sent_is_not_found() {
    try (ChannelFixture channel = ChannelFixture.open(this)) {
      channel
          .provider()
          .feature(DeliveryLookup.class)
          .ifPresent(lookup -> {
            channel.send();
            OutboundMessage never = channel.message();
            assertThat(lookup.lookup(channel.lookupOf(never, Optional.empty())))
                .isNotInstanceOf(LookupResult.Found.class);
          });
    }
  }

  private static void check(ChannelFixture channel, DeliveryLookup lookup) {
    OutboundMessage message = channel.message();
    String remoteId = channel.provider().send(message).remoteId();
    assertThat(lookup.lookup(channel.lookupOf(message, Optional.of(remoteId))))
        .as("asked with the remote id")
        .isInstanceOfSatisfying(
            LookupResult.Found.class, found -> assertThat(found.remoteId()).isEqualTo(remoteId));
    assertThat(lookup.lookup(channel.lookupOf(message, Optional.empty())))
        .as("asked without the remote id")
        .satisfiesAnyOf(
            result -> assertThat(result).isInstanceOf(LookupResult.Unknown.class),
            result ->
                assertThat(result)
                    .isInstanceOfSatisfying(
                        LookupResult.Found.class,
                        found -> assertThat(found.remoteId()).isEqualTo(remoteId)));
  }
}
