package io.mce.telnyx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.mce.spi.Accepted;
import io.mce.spi.Cost;
import io.mce.spi.DeliveryLookup;
import io.mce.spi.ErrorKind;
import io.mce.spi.Health;
import io.mce.spi.LookupRequest;
import io.mce.spi.LookupResult;
import io.mce.spi.MediaFetch;
import io.mce.spi.MediaRef;
import io.mce.spi.ProviderException;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.Text;
import io.mce.spi.tck.LoopbackHttp;
import io.mce.spi.tck.LoopbackHttp.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelnyxApiTest {

  private static final Text HELLO = new Text("Hello");

  private final TelnyxAccount account = TelnyxAccount.sms();

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void a_message_is_accepted_with_its_cost() {
    Accepted accepted = account.channel.send(account.message(HELLO));

    assertThat(accepted.cost()).contains(Cost.of("0.0051", "USD"));
  }

  /** The time-out of the JDK's client ends with the headers. */
  @Test
  void an_answer_that_begins_and_never_ends_is_an_unknown_outcome() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread remote = Thread.ofVirtual().start(() -> beginAnAnswer(server, done));
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/v2";
      try (TelnyxAccount stalled = TelnyxAccount.sms(Map.of("apiUrl", url))) {
        assertThat(stalled.refused(HELLO).kind()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN);
      } finally {
        done.countDown();
        remote.join();
      }
    }
  }

  private static void beginAnAnswer(ServerSocket server, CountDownLatch done) {
    try (Socket socket = server.accept()) {
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"data\""
                  .getBytes(StandardCharsets.US_ASCII));
      done.await();
    } catch (IOException e) {
      done.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whoever answers in place of Telnyx must not be handed the key and the message. */
  @Test
  void a_redirection_is_not_followed() {
    try (LoopbackHttp elsewhere = LoopbackHttp.start(request -> Response.of(200, "{}"))) {
      account.remote.answerNext(
          new Response(307, Map.of("Location", elsewhere.url() + "/v2/messages"), ""));

      assertThat(account.refused(HELLO).kind()).isEqualTo(ErrorKind.REFUSED);
      assertThat(elsewhere.requests()).isZero();
      assertThat(account.remote.accepted()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2", "/v2/", "/proxy/v2", ""})
  void the_address_of_the_api_can_be_another(String path) {
    try (LoopbackHttp http =
            LoopbackHttp.start(
                request -> Response.of(200, "{\"data\":{\"id\":\"at " + request.path() + "\"}}"));
        TelnyxAccount elsewhere = TelnyxAccount.sms(Map.of("apiUrl", http.url() + path))) {
      assertThat(elsewhere.send(HELLO)).isEqualTo("at " + path.replaceAll("/$", "") + "/messages");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, '{\"data\":{\"available_credit\":\"0.01\"}}', UP",
    "200, '{\"data\":{\"available_credit\":\"0.00\"}}', DEGRADED",
    "200, '{\"data\":{\"available_credit\":\"-3\"}}', DEGRADED",
    "200, '{\"data\":{\"available_credit\":\"much\"}}', UP",
    "200, '{\"data\":{}}', UP",
    "200, <html>, DOWN",
    "401, '{\"errors\":[{\"code\":\"10009\"}]}', DOWN",
    "403, '{\"errors\":[{\"code\":\"10010\"}]}', DEGRADED",
    "403, '{\"errors\":[{\"code\":\"20013\"}]}', DOWN",
    "503, '', DOWN"
  })
  void health_says_what_telnyx_says(int status, String body, Health.State state) {
    account.remote.answerNext(status, body);

    Health health = account.channel.health();

    assertThat(health.state()).isEqualTo(state);
    assertThat(health.detail().isEmpty()).isEqualTo(state == Health.State.UP);
    assertThat(health.detail()).doesNotContain(TelnyxRemote.API_KEY);
  }

  @ParameterizedTest
  @CsvSource({
    "true, 2, https://crm.example/hooks/account-1, UP",
    "false, 2, https://crm.example/hooks/account-1, DOWN",
    "true, 1, https://crm.example/hooks/account-1, DEGRADED",
    "true, 2, https://elsewhere.example/hooks, DEGRADED",
    "true, 2, '', DEGRADED"
  })
  void health_looks_at_the_messaging_profile(
      boolean enabled, String version, String webhookUrl, Health.State state) {
    try (LoopbackHttp http =
            LoopbackHttp.start(request ->
                Response.of(
                    200,
                    request.path().endsWith("/balance")
                        ? "{\"data\":{\"available_credit\":\"9\"}}"
                        : TelnyxAnswers.profile(enabled, version, webhookUrl)));
        TelnyxAccount elsewhere = TelnyxAccount.sms(Map.of("apiUrl", http.url() + "/v2"))) {
      assertThat(elsewhere.channel.health().state()).isEqualTo(state);
    }
  }

  @ParameterizedTest
  @CsvSource({"404, DOWN", "403, DEGRADED", "500, DEGRADED"})
  void a_profile_that_is_not_there_or_not_shown_shows_in_health(int status, Health.State state) {
    try (LoopbackHttp http =
            LoopbackHttp.start(request ->
                request.path().endsWith("/balance")
                    ? Response.of(200, "{\"data\":{\"available_credit\":\"9\"}}")
                    : Response.of(status, "{}"));
        TelnyxAccount elsewhere = TelnyxAccount.sms(Map.of("apiUrl", http.url() + "/v2"))) {
      assertThat(elsewhere.channel.health().state()).isEqualTo(state);
    }
  }

  /** A file that nobody reads to its end must not keep a changed account from closing. */
  @Test
  void a_channel_closes_while_a_file_is_open() {
    account.remote.answerNext(200, "x".repeat(1 << 20));
    MediaRef media =
        new MediaRef(account.remote.url() + "/v2/media/a.jpg", "image/jpeg", Optional.empty());
    InputStream unread = account.channel.feature(MediaFetch.class).orElseThrow().open(media);

    assertTimeoutPreemptively(Duration.ofSeconds(10), account.channel::close);
    assertThat(unread).isNotNull();
  }

  @Test
  void a_message_whose_answer_was_lost_is_found_by_our_id() {
    account.remote.loseNextAnswer();
    assertThat(account.refused(HELLO).kind()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN);

    assertThat(lookUp(Optional.empty()))
        .isEqualTo(
            LookupResult.found(
                account.remote.accepted().getFirst().remoteId(), ReceiptStatus.SENT));
  }

  /** Telnyx forgets after ten days: not having a message does not say that it never had it. */
  @Test
  void a_message_that_telnyx_does_not_have_is_unknown() {
    assertThat(lookUp(Optional.of("40385f64-5717-4562-b3fc-2c963f66afa6")))
        .isInstanceOf(LookupResult.Unknown.class);
    assertThat(lookUp(Optional.empty())).isInstanceOf(LookupResult.Unknown.class);
  }

  @ParameterizedTest
  @CsvSource({"queued, ", "sending, ", "sent, SENT", "delivered, DELIVERED", "expired, FAILED"})
  void a_message_is_found_as_far_as_it_has_come(String status, ReceiptStatus ours) {
    String id = account.send(HELLO);
    String errors = "[{\"code\":\"40012\",\"title\":\"x\"}]";
    account.remote.answerNext(200, "{\"data\":" + account.remote.payload(id, status, errors) + "}");

    LookupResult.Found found = (LookupResult.Found) lookUp(Optional.of(id));

    assertThat(found.remoteId()).isEqualTo(id);
    assertThat(found.status()).isEqualTo(Optional.ofNullable(ours));
    assertThat(found.error().map(error -> error.kind()))
        .isEqualTo(
            ours == ReceiptStatus.FAILED
                ? Optional.of(ErrorKind.INVALID_RECIPIENT)
                : Optional.empty());
  }

  @Test
  void a_lookup_that_telnyx_refuses_finds_nothing_out() {
    account.remote.answerNext(503, "");

    assertThatThrownBy(() -> lookUp(Optional.of(TelnyxAccount.MESSAGE_ID)))
        .isInstanceOf(ProviderException.class);
  }

  @Test
  void a_file_at_the_api_is_fetched_with_the_key() throws Exception {
    account.remote.answerNext(200, "bytes");

    assertThat(fetch(account.remote.url() + "/v2/media/a.jpg")).isEqualTo("bytes");
  }

  @Test
  void a_file_that_is_gone_or_not_on_the_web_cannot_be_had() {
    assertThat(refusedFile(account.remote.url() + "/v2/media/gone"))
        .isEqualTo(ErrorKind.INVALID_REQUEST);
    for (String address :
        new String[] {
          "file:///etc/passwd",
          "http://10.0.0.1/x",
          "not an address",
          "a.jpg",
          "https:x",
          account.remote.url() + "/elsewhere"
        }) {
      assertThat(refusedFile(address)).as(address).isEqualTo(ErrorKind.INVALID_REQUEST);
    }
    assertThat(account.remote.requests()).isEqualTo(1);
  }

  private ErrorKind refusedFile(String address) {
    return catchThrowableOfType(ProviderException.class, () -> fetch(address)).kind();
  }

  private String fetch(String address) throws IOException {
    MediaRef media = new MediaRef(address, "image/jpeg", Optional.empty());
    try (InputStream file = account.channel.feature(MediaFetch.class).orElseThrow().open(media)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private LookupResult lookUp(Optional<String> remoteId) {
    return account
        .channel
        .feature(DeliveryLookup.class)
        .orElseThrow()
        .lookup(
            new LookupRequest(
                TelnyxAccount.MESSAGE_ID, remoteId, account.remote.recipient(), Instant.EPOCH));
  }
}
