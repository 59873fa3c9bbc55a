package io.mce.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.spi.Address;
import io.mce.spi.LookupRequest;
import io.mce.spi.LookupResult;
import io.mce.spi.MessagePurpose;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderException;
import io.mce.spi.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The remote and the plugin to it, without an engine. */
final class RecordingRemoteTest {

  private RemoteProcess remote;

  @BeforeEach
  void start(@TempDir Path folder) {
    remote = RemoteProcess.start(folder);
  }

  @AfterEach
  void stop() {
    remote.close();
  }

  @Test
  void what_is_sent_twice_is_accepted_twice_and_the_journal_shows_it() {
    RemoteProcess.Line line = open(RemoteMode.CAN_BE_ASKED);
    try (RemoteChannel channel = new AskableRemoteChannel(settings(line))) {
      assertThat(channel.send(message("m1")).remoteId()).isEqualTo("remote-1");
      assertThat(channel.send(message("m1")).remoteId()).isEqualTo("remote-2");
      assertThat(channel.send(message("m2")).remoteId()).isEqualTo("remote-3");
    }
    assertThat(remote.accepted(line)).isEqualTo(3);
    assertThat(remote.journal(line))
        .containsExactly(
            new Acceptance("m1", "remote-1", "+15550001111"),
            new Acceptance("m1", "remote-2", "+15550001111"),
            new Acceptance("m2", "remote-3", "+15550001111"));
  }

  @Test
  void a_line_that_can_be_asked_knows_what_it_took() {
    try (AskableRemoteChannel channel =
        new AskableRemoteChannel(settings(open(RemoteMode.CAN_BE_ASKED)))) {
      channel.send(message("m1"));
      assertThat(channel.lookup(request("m1"))).isEqualTo(LookupResult.found("remote-1"));
      assertThat(channel.lookup(request("m2"))).isEqualTo(LookupResult.notFound());
    }
  }

  @Test
  void a_closed_line_is_forgotten_and_its_journal_stays() {
    RemoteProcess.Line line = open(RemoteMode.CAN_BE_ASKED);
    try (RemoteChannel channel = new AskableRemoteChannel(settings(line))) {
      channel.send(message("m1"));
    }
    remote.close(line);
    assertThatThrownBy(() -> remote.accepted(line)).hasMessageContaining("404");
    assertThat(remote.journal(line))
        .containsExactly(new Acceptance("m1", "remote-1", "+15550001111"));
  }

  @Test
  void a_remote_that_is_gone_is_told_from_one_that_does_not_answer() {
    RemoteProcess.Line slow =
        remote.open("slow", RemoteMode.CAN_BE_ASKED, Duration.ZERO, Duration.ofSeconds(30));
    try (RemoteChannel channel = new RemoteChannel(settings(slow, Duration.ofMillis(300)))) {
      assertThat(failure(channel)).isEqualTo("OUTCOME_UNKNOWN");
      assertThat(remote.awaitAccepted(slow, 1, Duration.ofSeconds(10))).isEqualTo(1);
      remote.close();
      assertThat(failure(channel)).isEqualTo("UNAVAILABLE");
    }
  }

  private static String failure(RemoteChannel channel) {
    try {
      channel.send(message("m1"));
      return "accepted";
    } catch (ProviderException e) {
      return e.kind().name();
    }
  }

  private RemoteProcess.Line open(RemoteMode mode) {
    return remote.open("line", mode, Duration.ZERO, Duration.ZERO);
  }

  private static RemoteSettings settings(RemoteProcess.Line line) {
    return settings(line, Duration.ofSeconds(10));
  }

  private static RemoteSettings settings(RemoteProcess.Line line, Duration timeout) {
    return new RemoteSettings(line.address(), timeout, timeout, 8);
  }

  private static OutboundMessage message(String id) {
    return OutboundMessage.of(
        id, Address.phone("+15550001111"), new Text("Hi"), "lead-1", MessagePurpose.OUTREACH);
  }

  private static LookupRequest request(String id) {
    return new LookupRequest(id, Optional.empty(), Address.phone("+15550001111"), Instant.EPOCH);
  }
}
