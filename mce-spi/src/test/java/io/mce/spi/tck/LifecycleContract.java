package io.mce.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.mce.spi.ChannelProvider;
import org.junit.jupiter.api.Test;

/** Creating, starting, asking for health, replacing and closing. */
public interface LifecycleContract extends ChannelContract {

  /** Health is asked at any time, by screens and by the failover. */
  @Test
  default void health_answers_at_any_time() {
    try (ScriptedRemote remote = startRemote();
        RecordingContext context = new RecordingContext()) {
      ChannelProvider provider = ChannelFixture.create(factory(), remote.settings(), context);
      assertThatCode(provider::health).as("before start").doesNotThrowAnyException();
      provider.start();
      assertThatCode(provider::health).as("after start").doesNotThrowAnyException();
      provider.close();
      assertThatCode(provider::health).as("after close").doesNotThrowAnyException();
    }
  }

  /** The engine closes what it has created, started or not, and may do so twice. */
  @Test
  default void close_can_be_called_at_any_time_and_again() {
    try (ChannelFixture channel = ChannelFixture.open(this);
        RecordingContext context = new RecordingContext()) {
      ChannelProvider unstarted =
          ChannelFixture.create(factory(), channel.remote().settings(), context);
      assertThatCode(unstarted::close).as("never started").doesNotThrowAnyException();
      assertThatCode(channel.provider()::close).doesNotThrowAnyException();
      assertThatCode(channel.provider()::close).as("a second time").doesNotThrowAnyException();
    }
  }

  /** New settings make a new instance while calls on the old one finish. */
  @Test
  default void a_new_instance_takes_over_from_the_old_one() {
    try (ChannelFixture channel = ChannelFixture.open(this)) {
      ChannelProvider next = channel.another();
      channel.send();
      channel.provider().close();
      next.send(channel.message());
      assertThat(channel.remote().accepted()).hasSize(2);
    }
  }
}
