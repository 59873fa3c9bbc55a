package io.mce.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.spi.ErrorKind;
import io.mce.spi.ErrorScope;
import io.mce.spi.ProviderException;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.Text;
import io.mce.spi.WebhookRequest;
import io.mce.spi.tck.LoopbackHttp.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every code of Telnyx's tables, as an answer to a send and as news about a message. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TelnyxErrorsTest {

  private static final Text HELLO = new Text("Hello");

  private TelnyxAccount account = TelnyxAccount.sms();
  private String sent = "";

  @BeforeAll
  void send() {
    sent = account.send(HELLO);
  }

  @AfterAll
  void close() {
    account.close();
  }

  static Stream<Arguments> codes() {
    return Stream.of(
            "10009 10010 20002 20006 131005 -> UNAUTHORIZED",
            "20012 20013 20014 20015 20016 20017 40312 40314 131031 -> ACCOUNT_SUSPENDED",
            "20100 131042 -> INSUFFICIENT_FUNDS",
            "10007 10008 131000 131016 131057 133004 -> OUTCOME_UNKNOWN",
            "10011 40011 40014 40016 40018 40318 130429 131048 131056 133016 -> RATE_LIMITED",
            "10001 10002 10016 40001 40012 40301 40310 40319 131026 131030 -> INVALID_RECIPIENT",
            "40300 131050 -> OPTED_OUT",
            "40002 40003 40015 40017 40315 40322 130472 131049 -> FILTERED",
            "40004 40005 40006 40008 -> UNREACHABLE",
            "40009 40302 40317 40328 131052 131053 -> CONTENT_REJECTED",
            "10003 10004 10015 40304 40316 131008 131009 131021 131051 -> INVALID_REQUEST",
            "40010 40013 40100 40150 40151 40305 40306 40308 40311 40313 40320 40321 40329"
                + " 131037 133000 133005 133006 133008 133009 133010 133015"
                + " -> SENDER_NOT_REGISTERED",
            "40309 130497 -> DESTINATION_NOT_ALLOWED",
            "131047 -> WINDOW_CLOSED",
            "132000 132001 132005 132007 132012 132015 132016 132068 132069 -> TEMPLATE_UNUSABLE",
            "98765 -> REFUSED")
        .map(line -> line.split(" -> "))
        .flatMap(line ->
            Arrays.stream(line[0].split(" "))
                .map(code -> Arguments.of(code, ErrorKind.valueOf(line[1]))));
  }

  @ParameterizedTest
  @MethodSource("codes")
  void a_code_in_an_answer_has_its_kind(String code, ErrorKind kind) {
    account.remote.answerNext(400, TelnyxAnswers.error(code));

    ProviderException refusal = account.refused(HELLO);

    assertThat(refusal.kind()).isEqualTo(kind);
    assertThat(refusal.remoteCode()).contains(code);
    assertThat(refusal).hasMessageContaining(code).hasMessageNotContaining("5511912345678");
    assertThat(refusal.retryAfter().isPresent()).isEqualTo(kind == ErrorKind.RATE_LIMITED);
  }

  /** A message that failed has failed: there is no outcome left to find out. */
  @ParameterizedTest
  @MethodSource("codes")
  void a_code_in_a_receipt_has_its_kind(String code, ErrorKind kind) {
    String errors = "[{\"code\":\"%s\",\"title\":\"to +5511912345678\"}]".formatted(code);

    Receipt receipt = finalized("delivery_failed", errors);

    assertThat(receipt.error().orElseThrow().kind())
        .isEqualTo(kind == ErrorKind.OUTCOME_UNKNOWN ? ErrorKind.UNREACHABLE : kind);
    assertThat(receipt.error().orElseThrow().remoteCode()).contains(code);
    assertThat(receipt.error().orElseThrow().message()).doesNotContain("5511912345678");
  }

  @ParameterizedTest
  @CsvSource({"sending_failed", "delivery_failed", "expired"})
  void a_failure_without_a_code_is_one_still(String status) {
    Receipt receipt = finalized(status, "[]");

    assertThat(receipt.status()).isEqualTo(ReceiptStatus.FAILED);
    assertThat(receipt.error().orElseThrow().kind()).isEqualTo(ErrorKind.UNREACHABLE);
    assertThat(receipt.error().orElseThrow().remoteCode()).isEmpty();
  }

  /** Codes are texts; a number is read too. The first one that is known says what happened. */
  @Test
  void of_several_errors_the_known_one_counts() {
    account.remote.answerNext(
        400, "{\"errors\":[{\"code\":\"77777\",\"title\":\"?\"},{\"code\":40300}]}");

    assertThat(account.refused(HELLO).kind()).isEqualTo(ErrorKind.OPTED_OUT);
  }

  @Test
  void what_does_not_look_like_a_code_is_not_repeated() {
    account.remote.answerNext(400, TelnyxAnswers.error("no route to +5511912345678"));

    ProviderException refusal = account.refused(HELLO);

    assertThat(refusal.kind()).isEqualTo(ErrorKind.REFUSED);
    assertThat(refusal.remoteCode()).contains("400");
    assertThat(refusal).hasMessageNotContaining("5511912345678");
  }

  @ParameterizedTest
  @CsvSource({"10001", "10002", "10016", "40310"})
  void a_number_that_is_wrong_at_our_end_is_not_held_against_the_recipient(String code) {
    account.remote.answerNext(400, TelnyxAnswers.error(code).replace("\"/to\"", "\"/from\""));

    assertThat(account.refused(HELLO).kind()).isEqualTo(ErrorKind.SENDER_NOT_REGISTERED);
  }

  @ParameterizedTest
  @CsvSource({
    "301, REFUSED", "400, REFUSED", "401, UNAUTHORIZED", "402, INSUFFICIENT_FUNDS",
    "403, UNAUTHORIZED", "404, REFUSED", "408, OUTCOME_UNKNOWN", "422, REFUSED",
    "429, RATE_LIMITED", "500, OUTCOME_UNKNOWN", "502, OUTCOME_UNKNOWN", "503, OUTCOME_UNKNOWN",
    "504, OUTCOME_UNKNOWN"
  })
  void an_answer_without_a_known_code_is_judged_by_its_status(int status, ErrorKind kind) {
    for (String body : new String[] {"<html>Oops</html>", "{}", TelnyxAnswers.error("98765")}) {
      account.remote.answerNext(status, body);

      assertThat(account.refused(HELLO).kind()).as(body).isEqualTo(kind);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "<html>Sign in</html>",
    "{}",
    "[]",
    "{\"data\":{}}",
    "{\"data\":{\"id\":\"\"}}"
  })
  void a_success_that_names_no_message_is_an_unknown_outcome(String body) {
    account.remote.answerNext(200, body);

    assertThat(account.refused(HELLO).kind()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "10011, ACCOUNT, PT30S", "40011, SENDER, PT30S", "40014, ACCOUNT, PT30S",
    "40018, SENDER, PT1M", "40318, SENDER, PT30S", "130429, SENDER, PT30S",
    "131048, SENDER, PT1H", "131056, RECIPIENT, PT6S"
  })
  void a_limit_says_what_has_to_wait_and_how_long(String code, ErrorScope scope, Duration wait) {
    account.remote.answerNext(429, TelnyxAnswers.error(code));

    ProviderException limit = account.refused(HELLO);

    assertThat(limit.scope()).isEqualTo(scope);
    assertThat(limit.retryAfter()).contains(wait);
  }

  @ParameterizedTest
  @CsvSource({
    "Retry-After, 7, PT7S",
    "retry-after-ms, 1500, PT1.5S",
    "Retry-After, 0, PT30S",
    "Retry-After, soon, PT30S",
    "Retry-After, -5, PT30S",
    "Retry-After, 99999999999999999999, PT30S"
  })
  void what_telnyx_says_of_waiting_goes_first(String header, String value, Duration wait) {
    account.remote.answerNext(
        new Response(429, Map.of(header, value), TelnyxAnswers.error("10011")));

    assertThat(account.refused(HELLO).retryAfter()).contains(wait);
  }

  /** Midnight in Los Angeles: 07:00 UTC in summer, 08:00 in winter. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-21T12:00:00Z, PT20H",
    "2026-07-01T12:00:00Z, PT19H",
    "2026-11-21T07:59:00Z, PT1M"
  })
  void a_limit_of_a_day_ends_at_midnight_in_pacific_time(Instant now, Duration wait) {
    try (TelnyxAccount then = TelnyxAccount.sms(Map.of(), now)) {
      then.remote.answerNext(400, TelnyxAnswers.error("40016"));

      ProviderException limit = then.refused(HELLO);

      assertThat(limit.retryAfter()).contains(wait);
      assertThat(limit.scope()).isEqualTo(ErrorScope.SENDER);
    }
  }

  @ParameterizedTest
  @CsvSource({"40003, SENDER", "40315, SENDER", "40002, MESSAGE", "40322, MESSAGE"})
  void a_filtered_message_says_whether_the_sender_is_meant(String code, ErrorScope scope) {
    account.remote.answerNext(400, TelnyxAnswers.error(code));

    assertThat(account.refused(HELLO).scope()).isEqualTo(scope);
  }

  private Receipt finalized(String status, String errors) {
    WebhookRequest request =
        account.remote.event("message.finalized", account.remote.payload(sent, status, errors));
    return (Receipt) account.events(request).getFirst();
  }
}
