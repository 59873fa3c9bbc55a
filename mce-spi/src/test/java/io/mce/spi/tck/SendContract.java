package io.mce.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.spi.Accepted;
import io.mce.spi.ChannelCapability;
import io.mce.spi.ChannelProfile;
import io.mce.spi.Content;
import io.mce.spi.ErrorKind;
import io.mce.spi.MessagePurpose;
import io.mce.spi.OutboundMessage;
import io.mce.spi.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sending: what is declared works, what is not declared is refused before anything leaves. */
public interface SendContract extends ChannelContract {

  /** The engine paces and routes by the profile. */
  @Test
  default void the_profile_is_constant_and_can_send_something() {
    try (ChannelFixture channel = ChannelFixture.open(this)) {
      ChannelProfile profile = channel.provider().profile();
      assertThat(channel.provider().profile()).isEqualTo(profile);
      assertThat(profile.addresses()).contains(channel.remote().recipient().scheme());
      assertThat(ChannelFixture.CONTENTS).anyMatch(content -> profile.can(content.capability()));
    }
  }

  /** The remote gets exactly what was to be said. */
  @Test
  default void declared_content_arrives_once() {
    try (ChannelFixture channel = ChannelFixture.open(this)) {
      for (Content content : ChannelFixture.CONTENTS) {
        if (channel.provider().profile().can(content.capability())) {
          int before = channel.remote().accepted().size();
          Accepted accepted = channel.send(content);
          List<RemoteMessage> arrived = channel.remote().accepted();
          assertThat(arrived).as("%s is sent once", content.capability()).hasSize(before + 1);
          assertThat(arrived.getLast().remoteId()).isEqualTo(accepted.remoteId());
          assertThat(arrived.getLast().to()).isEqualTo(channel.remote().recipient().value());
          if (content instanceof Text text) {
            assertThat(arrived.getLast().text()).isEqualTo(text.body());
          }
        }
      }
    }
  }

  /** The engine relies on the refusal to choose another way. */
  @Test
  default void undeclared_content_is_refused() {
    try (ChannelFixture channel = ChannelFixture.open(this)) {
      for (Content content : ChannelFixture.CONTENTS) {
        if (!channel.provider().profile().can(content.capability())) {
          assertThat(channel.refused(channel.message(content)).kind())
              .as("%s is not declared", content.capability())
              .isEqualTo(ErrorKind.UNSUPPORTED);
        }
      }
      assertThat(channel.remote().accepted()).as("nothing may leave").isEmpty();
    }
  }

  /** An address of a kind the carrier does not know must not become a message to somebody else. */
  @Test
  default void undeclared_addresses_are_refused() {
    try (ChannelFixture channel = ChannelFixture.open(this)) {
      Content content = channel.content();
      ChannelFixture.ADDRESSES.forEach((scheme, address) -> {
        if (!channel.provider().profile().addresses().contains(scheme)) {
          OutboundMessage message =
              OutboundMessage.of(
                  "to-" + scheme.ordinal(), address, content, "conversation", MessagePurpose.HUMAN);
          assertThat(channel.refused(message).kind())
              .as("%s addresses are not declared", scheme)
              .isEqualTo(ErrorKind.UNSUPPORTED);
        }
      });
      assertThat(channel.remote().accepted()).as("nothing may leave").isEmpty();
    }
  }

  /** Half a message is worse than none. */
  @Test
  default void text_is_carried_up_to_the_declared_length_and_never_cut() {
    try (ChannelFixture channel = ChannelFixture.open(this)) {
      ChannelProfile profile = channel.provider().profile();
      if (!profile.can(ChannelCapability.TEXT)) {
        return;
      }
      String longest = "x".repeat(profile.maxTextLength());
      channel.send(new Text(longest));
      assertThat(channel.remote().accepted().getLast().text()).isEqualTo(longest);
      assertThat(channel.refused(channel.message(new Text(longest + "x"))).kind())
          .isEqualTo(ErrorKind.INVALID_REQUEST);
      assertThat(channel.remote().accepted()).hasSize(1);
    }
  }

  /** The engine sends again under the same id only where this holds. */
  @Test
  default void a_repeated_id_makes_one_message_if_and_only_if_declared() {
    try (ChannelFixture channel = ChannelFixture.open(this)) {
      ChannelProfile profile = channel.provider().profile();
      OutboundMessage message = channel.message(channel.content());
      Accepted first = channel.provider().send(message);
      Accepted again = channel.provider().send(message);
      channel.provider().close();
      Accepted afterRestart = channel.another().send(message);
      if (profile.can(ChannelCapability.IDEMPOTENT_SEND)) {
        assertThat(channel.remote().accepted()).as("IDEMPOTENT_SEND is declared").hasSize(1);
        assertThat(again.remoteId()).isEqualTo(first.remoteId());
        assertThat(afterRestart.remoteId())
            .as("IDEMPOTENT_SEND holds across instances of one account")
            .isEqualTo(first.remoteId());
      } else {
        assertThat(channel.remote().accepted())
            .as("IDEMPOTENT_SEND is not declared: every send reaches the remote")
            .hasSize(3);
      }
    }
  }

  /** Two messages that say the same are still two. */
  @Test
  default void equal_messages_with_different_ids_are_two() {
    try (ChannelFixture channel = ChannelFixture.open(this)) {
      Content content = channel.content();
      String first = channel.send(content).remoteId();
      assertThat(channel.send(content).remoteId()).isNotEqualTo(first);
      assertThat(channel.remote().accepted()).hasSize(2);
    }
  }

  /** Workers send at the same time. */
  @Test
  default void as_many_sends_as_declared_run_at_once() throws Exception {
    try (ChannelFixture channel = ChannelFixture.open(this);
        ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      Content content = channel.content();
      int parallel = Math.min(16, channel.provider().profile().parallelSends());
      List<Future<Accepted>> sends =
          IntStream.range(0, parallel * 3)
              .mapToObj(i -> workers.submit(() -> channel.send(content)))
              .toList();
      List<String> remoteIds = new ArrayList<>();
      for (Future<Accepted> send : sends) {
        remoteIds.add(send.get().remoteId());
      }
      assertThat(channel.remote().accepted())
          .extracting(RemoteMessage::remoteId)
          .containsExactlyInAnyOrderElementsOf(remoteIds)
          .doesNotHaveDuplicates();
    }
  }
}
