package io.mce.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mce.spi.Address;
import io.mce.spi.ErrorKind;
import io.mce.spi.ErrorScope;
import io.mce.spi.MessagePurpose;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderErrorDetail;
import io.mce.spi.ProviderException;
import io.mce.spi.Receipt;
import io.mce.spi.Text;
import io.mce.spi.WebhookResult;
import io.mce.spi.tck.LoopbackHttp.Response;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every code of Meta's tables; what it means does not depend on the HTTP status. */
class ErrorsTest {

  private static final Address ANA = Address.phone("+5511912345678");
  private static final Address RUI = Address.phone("+351912345678");

  private final FakeGraph graph = new FakeGraph();
  private final WhatsAppCloudChannel channel = graph.channel();

  @AfterEach
  void stop() {
    channel.close();
    graph.close();
  }

  @ParameterizedTest
  @CsvSource({
    "0, UNAUTHORIZED, ACCOUNT",
    "190, UNAUTHORIZED, ACCOUNT",
    "3, UNAUTHORIZED, ACCOUNT",
    "10, UNAUTHORIZED, ACCOUNT",
    "200, UNAUTHORIZED, ACCOUNT",
    "210, UNAUTHORIZED, ACCOUNT",
    "299, UNAUTHORIZED, ACCOUNT",
    "131005, UNAUTHORIZED, ACCOUNT",
    "2, UNAVAILABLE, ACCOUNT",
    "131016, UNAVAILABLE, ACCOUNT",
    "131057, UNAVAILABLE, ACCOUNT",
    "133004, UNAVAILABLE, ACCOUNT",
    "4, RATE_LIMITED, ACCOUNT",
    "80007, RATE_LIMITED, ACCOUNT",
    "130429, RATE_LIMITED, SENDER",
    "131048, RATE_LIMITED, SENDER",
    "131056, RATE_LIMITED, RECIPIENT",
    "133016, RATE_LIMITED, SENDER",
    "33, INVALID_REQUEST, MESSAGE",
    "100, INVALID_REQUEST, MESSAGE",
    "131008, INVALID_REQUEST, MESSAGE",
    "131009, INVALID_REQUEST, MESSAGE",
    "131021, INVALID_REQUEST, MESSAGE",
    "131051, INVALID_REQUEST, MESSAGE",
    "131026, INVALID_RECIPIENT, RECIPIENT",
    "131030, INVALID_RECIPIENT, RECIPIENT",
    "131047, WINDOW_CLOSED, RECIPIENT",
    "131049, FILTERED, MESSAGE",
    "130472, FILTERED, MESSAGE",
    "131050, OPTED_OUT, RECIPIENT",
    "130497, DESTINATION_NOT_ALLOWED, DESTINATION",
    "131031, ACCOUNT_SUSPENDED, ACCOUNT",
    "368, ACCOUNT_SUSPENDED, ACCOUNT",
    "131042, INSUFFICIENT_FUNDS, ACCOUNT",
    "131037, SENDER_NOT_REGISTERED, SENDER",
    "133000, SENDER_NOT_REGISTERED, SENDER",
    "133005, SENDER_NOT_REGISTERED, SENDER",
    "133006, SENDER_NOT_REGISTERED, SENDER",
    "133008, SENDER_NOT_REGISTERED, SENDER",
    "133009, SENDER_NOT_REGISTERED, SENDER",
    "133010, SENDER_NOT_REGISTERED, SENDER",
    "133015, SENDER_NOT_REGISTERED, SENDER",
    "131052, CONTENT_REJECTED, MESSAGE",
    "131053, CONTENT_REJECTED, MESSAGE",
    "132000, TEMPLATE_UNUSABLE, MESSAGE",
    "132001, TEMPLATE_UNUSABLE, MESSAGE",
    "132005, TEMPLATE_UNUSABLE, MESSAGE",
    "132007, TEMPLATE_UNUSABLE, MESSAGE",
    "132012, TEMPLATE_UNUSABLE, MESSAGE",
    "132015, TEMPLATE_UNUSABLE, MESSAGE",
    "132016, TEMPLATE_UNUSABLE, MESSAGE",
    "132068, TEMPLATE_UNUSABLE, MESSAGE",
    "132069, TEMPLATE_UNUSABLE, MESSAGE",
    "131062, UNSUPPORTED, MESSAGE",
  })
  void a_code_means_the_same_in_an_answer_and_in_a_status(
      int code, ErrorKind kind, ErrorScope scope) {
    for (int status : new int[] {400, 500}) {
      graph.answerNext(FakeGraph.error(status, code));
      ProviderException refusal = refusal(ANA);
      assertThat(refusal.kind()).isEqualTo(kind);
      assertThat(refusal.scope()).isEqualTo(scope);
      assertThat(refusal.remoteCode()).contains(String.valueOf(code));
      assertThat(refusal).hasMessageNotContaining(ANA.value().substring(1));
      assertThat(refusal.retryAfter().isPresent()).isEqualTo(kind == ErrorKind.RATE_LIMITED);
    }
    ProviderErrorDetail failed = failed(code);
    assertThat(failed.kind()).isEqualTo(kind);
    assertThat(failed.remoteCode()).contains(String.valueOf(code));
    assertThat(failed.message()).doesNotContain(ANA.value().substring(1));
  }

  /** "Something went wrong" may have gone wrong after the message was taken. */
  @ParameterizedTest
  @CsvSource({"1", "131000"})
  void a_failure_at_meta_is_an_unknown_outcome_until_a_status_says_failed(int code) {
    for (int status : new int[] {400, 500}) {
      graph.answerNext(FakeGraph.error(status, code));
      assertThat(refusal(ANA).kind()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN);
    }
    assertThat(failed(code).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
  }

  @Test
  void a_code_that_is_not_known_is_refused_unless_the_server_failed() {
    graph.answerNext(FakeGraph.error(400, 777_777));
    assertThat(refusal(ANA).kind()).isEqualTo(ErrorKind.REFUSED);
    graph.answerNext(FakeGraph.error(500, 777_777));
    assertThat(refusal(ANA).kind()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN);
    graph.answerNext(Response.of(400, "{\"error\":{\"code\":777777,\"is_transient\":true}}"));
    assertThat(refusal(ANA).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(failed(777_777).kind()).isEqualTo(ErrorKind.REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "400, REFUSED",
    "401, UNAUTHORIZED",
    "404, REFUSED",
    "408, OUTCOME_UNKNOWN",
    "429, RATE_LIMITED",
    "302, REFUSED",
    "500, OUTCOME_UNKNOWN",
    "502, OUTCOME_UNKNOWN",
    "503, OUTCOME_UNKNOWN",
    "504, OUTCOME_UNKNOWN",
  })
  void without_a_code_the_status_has_to_do(int status, ErrorKind kind) {
    graph.answerNext(Response.of(status, "<html>a proxy</html>"));
    assertThat(refusal(ANA).kind()).isEqualTo(kind);
  }

  /** Meta's own example of the header. */
  @Test
  void meta_says_when_calls_are_allowed_again() {
    String usage =
        "{\"102290129340398\":[{\"type\":\"whatsapp\",\"call_count\":100,\"total_cputime\":25,"
            + "\"total_time\":25,\"estimated_time_to_regain_access\":19}]}";
    Response error = FakeGraph.error(400, 80007);
    graph.answerNext(new Response(400, Map.of("X-Business-Use-Case-Usage", usage), error.body()));
    assertThat(refusal(ANA).retryAfter()).contains(Duration.ofMinutes(19));
    graph.answerNext(error);
    assertThat(refusal(ANA).retryAfter()).contains(Duration.ofMinutes(5));
    graph.answerNext(
        new Response(400, Map.of("X-Business-Use-Case-Usage", "no json"), error.body()));
    assertThat(refusal(ANA).retryAfter()).contains(Duration.ofMinutes(5));
  }

  /** Six seconds, then four times as long each time, for this person alone. */
  @Test
  void the_pause_with_one_person_grows_until_a_message_gets_through() {
    assertThat(pairPause(ANA)).isEqualTo(Duration.ofSeconds(6));
    assertThat(pairPause(ANA)).isEqualTo(Duration.ofSeconds(24));
    assertThat(pairPause(ANA)).isEqualTo(Duration.ofSeconds(96));
    assertThat(pairPause(RUI)).isEqualTo(Duration.ofSeconds(6));
    channel.send(message(ANA));
    assertThat(pairPause(ANA)).isEqualTo(Duration.ofSeconds(6));
    for (int i = 0; i < 20; i++) {
      pairPause(ANA);
    }
    assertThat(pairPause(ANA)).isEqualTo(Duration.ofHours(1));
  }

  private Duration pairPause(Address to) {
    graph.answerNext(FakeGraph.error(400, 131056));
    return refusal(to).retryAfter().orElseThrow();
  }

  private ProviderException refusal(Address to) {
    return catchThrowableOfType(ProviderException.class, () -> channel.send(message(to)));
  }

  private ProviderErrorDetail failed(int code) {
    ObjectNode value = FakeGraph.value();
    ObjectNode status = value.putArray("statuses").addObject();
    status.put("id", "wamid.1").put("status", "failed").put("timestamp", "1763726400");
    status
        .putArray("errors")
        .addObject()
        .put("code", code)
        .put("title", "to " + ANA.value())
        .put("message", "to " + ANA.value());
    WebhookResult.Received received =
        (WebhookResult.Received) channel.receive(FakeGraph.post("messages", (JsonNode) value));
    return ((Receipt) received.events().getFirst()).error().orElseThrow();
  }

  private static OutboundMessage message(Address to) {
    return OutboundMessage.of("m-1", to, new Text("Hi"), "c-1", MessagePurpose.HUMAN);
  }
}
